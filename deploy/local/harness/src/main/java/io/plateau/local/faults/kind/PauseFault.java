package io.plateau.local.faults.kind;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;

import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.moment.MissedException;
import io.plateau.local.faults.moment.MomentRequests;
import io.plateau.local.faults.moment.Turn;
import io.plateau.local.faults.system.Processes;
import io.plateau.local.faults.system.Replica;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.faults.system.Waiting;
import io.plateau.local.service.Service;

/**
 * A service is stopped at a named moment for longer than its session with the broker, while another replica takes its work over;
 * then it continues, and must not write what the other has.
 */
public record PauseFault(Processes processes, Experiments experiments, MomentRequests moments, Service service,
        String moment,
        boolean takenOver) implements Fault {
    /** The session's 10 s and the time to notice. */
    private static final Duration BEYOND_SESSION = Duration.ofSeconds(12);
    /** From the end of the session: the partitions change hands, and the block is computed. */
    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(200);
    /** At which the sleeper's block is not committed, and no lock on its experiment is held. */
    private static final Set<String> BLOCK_FREE = Set.of("before-compute", "during-compute");

    static Fault of(SplittableRandom random, int turn, Processes processes, Experiments experiments,
            MomentRequests moments) {
        return new PauseFault(processes, experiments, moments, KillFault.service(turn),
                Turn.of(KillFault.MOMENTS, turn), random.nextBoolean());
    }

    @Override
    public String kind() {
        return FaultKind.PAUSE.label();
    }

    @Override
    public String description() {
        return "SIGSTOP of " + service.label() + " at " + moment + " for " + BEYOND_SESSION.toSeconds() + " s"
                + (takenOver ? ", another replica takes over" : "");
    }

    @Override
    public void strike() throws MissedException, ViolationException, IOException, SQLException {
        Replica other = takenOver ? processes.add(service) : null;
        try (MomentRequests.Asked asked = moments.ask(service, moment)) {
            MomentRequests.Standing standing = asked.await(() -> experiments.currentHasPassed(service, moment));
            Replica sleeper = processes.replica(standing.process());
            sleeper.stop();
            try {
                asked.close();
                Waiting.pause(BEYOND_SESSION);
                if (takenOver && BLOCK_FREE.contains(moment)) {
                    requireTaken(standing);
                }
            } finally {
                sleeper.proceed();
            }
        } finally {
            if (other != null) {
                processes.remove(other);
            }
        }
    }

    /** The stage is done without the sleeper: all its blocks, the sleeper's among them, are the other replica's. */
    private void requireTaken(MomentRequests.Standing sleeper)
            throws ViolationException, SQLException {
        long deadline = System.nanoTime() + TAKEN_WITHIN.toNanos();
        while (!experiments.hasDone(sleeper.experiment(), sleeper.stage())) {
            if (System.nanoTime() > deadline) {
                throw new ViolationException("no other replica has done the block of " + sleeper.stage().label()
                        + " of the one that sleeps, " + TAKEN_WITHIN.plus(BEYOND_SESSION).toSeconds()
                        + " s after it fell asleep");
            }
            Waiting.pause(LOOK);
        }
    }
}
