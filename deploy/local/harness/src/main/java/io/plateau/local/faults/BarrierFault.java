package io.plateau.local.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.plateau.contracts.Stage;

/**
 * Two replicas of a service come to the barrier of a stage at once: one stands there, its block counted and not committed,
 * while the other comes with the last block. The later one must see the stage complete.
 */
record BarrierFault(Stage stage) implements Fault {
    /** Those of more than one block. */
    private static final List<Stage> STAGES = List.of(Stage.ATTENTION, Stage.COMMUNITIES, Stage.CAPTURE,
            Stage.ABLATE_NEURONS, Stage.LOSSES);
    /** In which the other replica computes the last block; what it has not come with by then is the first one's, too. */
    private static final Duration MEANWHILE = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(20);
    /** Which replica gets a block is decided by its key: in every second experiment the last two are of one. */
    private static final int EXPERIMENTS = 8;

    static Fault of(SplittableRandom random, int turn) {
        return new BarrierFault(FaultKind.inTurn(STAGES, turn));
    }

    @Override
    public String kind() {
        return FaultKind.REPLICAS.label();
    }

    @Override
    public String description() {
        return "two replicas of " + stage.service() + " at the barrier of stage " + stage.label();
    }

    @Override
    public void strike(Cluster cluster) throws MissedException, ViolationException, IOException, SQLException {
        Replica other = cluster.add(StageMoments.service(stage));
        try {
            Recovery.awaitStable(cluster);
            for (int i = 0; i < EXPERIMENTS; i++) {
                // One whose blocks are all still to be shared: what a replica has fetched it keeps.
                cluster.experiments().beginNext();
                if (met(cluster)) {
                    return;
                }
            }
            throw new MissedException("one replica had the last two blocks of " + stage.label() + " in " + EXPERIMENTS
                    + " experiments");
        } finally {
            cluster.remove(other);
        }
    }

    /** Whether the other replica came to the barrier while one stood there. */
    private boolean met(Cluster cluster) throws MissedException, SQLException {
        Experiments experiments = cluster.experiments();
        String current = experiments.current();
        try (Moments.Asked barrier = StageMoments.ask(cluster, "at-barrier", stage, current)) {
            Replica standing = cluster.replicaOf(barrier.await(() -> experiments.currentHasPassed(stage)));
            long deadline = System.nanoTime() + MEANWHILE.toNanos();
            while (System.nanoTime() < deadline) {
                // It waits for the lock; or, where that is broken, commits beside the one that stands.
                if (cluster.database().anotherWaitsForLock(standing) || experiments.lacksOne(current, stage)) {
                    return true;
                }
                Cluster.pause(LOOK);
            }
            return false;
        }
    }
}
