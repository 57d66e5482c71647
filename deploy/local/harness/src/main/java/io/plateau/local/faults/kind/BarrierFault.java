package io.plateau.local.faults.kind;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import io.plateau.contracts.Stage;
import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.invariant.Recovery;
import io.plateau.local.faults.moment.MissedException;
import io.plateau.local.faults.moment.MomentRequests;
import io.plateau.local.faults.moment.StageMoments;
import io.plateau.local.faults.moment.Turn;
import io.plateau.local.faults.system.Database;
import io.plateau.local.faults.system.Processes;
import io.plateau.local.faults.system.Replica;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.faults.system.Waiting;

/**
 * Two replicas of a service come to the barrier of a stage at once: one stands there, its block counted and not committed,
 * while the other comes with the last block. The later one must see the stage complete.
 */
public record BarrierFault(Processes processes, Database database, Experiments experiments, MomentRequests moments,
        Recovery recovery, Stage stage) implements Fault {
    /** Those of more than one block whose last two may be done at once; the neurons' second waits for the pilot block. */
    private static final List<Stage> STAGES = List.of(Stage.ATTENTION, Stage.COMMUNITIES, Stage.CAPTURE, Stage.LOSSES);
    /** In which the other replica computes the last block; what it has not come with by then is the first one's, too. */
    private static final Duration MEANWHILE = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(20);
    /** Which replica gets a block is decided by its key: in every second experiment the last two are of one. */
    private static final int EXPERIMENTS = 8;

    static Fault of(int turn, Processes processes, Database database, Experiments experiments,
            MomentRequests moments, Recovery recovery) {
        return new BarrierFault(processes, database, experiments, moments, recovery, Turn.of(STAGES, turn));
    }

    @Override
    public String kind() {
        return FaultKind.BARRIER.label();
    }

    @Override
    public String description() {
        return "two replicas of " + stage.service() + " at the barrier of stage " + stage.label();
    }

    @Override
    public void strike() throws MissedException, ViolationException, IOException, SQLException {
        Replica other = processes.add(StageMoments.service(stage));
        try {
            recovery.awaitStable();
            for (int i = 0; i < EXPERIMENTS; i++) {
                // One whose blocks are all still to be shared: what a replica has fetched it keeps.
                experiments.beginNext();
                if (met()) {
                    return;
                }
            }
            throw new MissedException("one replica had the last two blocks of " + stage.label() + " in " + EXPERIMENTS
                    + " experiments");
        } finally {
            processes.remove(other);
        }
    }

    /** Whether the other replica came to the barrier while one stood there. */
    private boolean met() throws MissedException, ViolationException, SQLException {
        String current = experiments.current();
        try (MomentRequests.Asked barrier = StageMoments.ask(moments, "at-barrier", stage, current)) {
            Replica standing = processes.replica(barrier.await(() -> experiments.currentHasPassed(stage)).process());
            long deadline = System.nanoTime() + MEANWHILE.toNanos();
            while (System.nanoTime() < deadline) {
                // It waits for the lock; or, where that is broken, commits beside the one that stands.
                if (database.anotherWaitsForLock(standing) || experiments.lacksOne(current, stage)) {
                    return true;
                }
                Waiting.pause(LOOK);
            }
            return false;
        }
    }
}
