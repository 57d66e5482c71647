package io.plateau.local.faults;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.plateau.contracts.Stage;

/**
 * Two replicas of a service come to the barrier of a stage at once: one stands there, its block counted and not committed,
 * while the other does what is left of the stage. The later one must see the stage complete.
 */
record BarrierFault(Stage stage) implements Fault {
    /** Those of more than one block. */
    private static final List<Stage> STAGES = List.of(Stage.ATTENTION, Stage.COMMUNITIES, Stage.CAPTURE,
            Stage.ABLATE_NEURONS, Stage.LOSSES);
    /** In which the other replica comes to the barrier, too. */
    private static final Duration MEANWHILE = Duration.ofSeconds(3);

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
    public void strike(Cluster cluster) throws MissedException, ViolationException {
        Experiments experiments = cluster.experiments();
        String current = experiments.current();
        Replica other = null;
        try (Moments.Asked begun = StageMoments.ask(cluster, "before-compute", stage, current)) {
            begun.await(() -> experiments.currentHasPassed(stage));
            // The stage waits until both are there.
            other = cluster.add(StageMoments.service(stage));
            Recovery.awaitStable(cluster);
            try (Moments.Asked barrier = StageMoments.ask(cluster, "at-barrier", stage, current)) {
                begun.close();
                barrier.await(() -> experiments.currentHasPassed(stage));
                Cluster.pause(MEANWHILE);
            }
        } finally {
            if (other != null) {
                cluster.remove(other);
            }
        }
    }
}
