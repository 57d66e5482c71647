package io.plateau.local.faults.invariant;

import java.sql.SQLException;
import java.time.Duration;

import io.plateau.local.faults.experiment.Experiments;
import io.plateau.local.faults.system.Processes;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.faults.system.Waiting;

/** How long the system takes to go on once a fault is over. */
public final class Recovery {
    /** Beyond it the system has not recovered. */
    private static final Duration WITHIN = Duration.ofSeconds(120);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Processes processes;
    private final Groups groups;
    private final Experiments experiments;

    public Recovery(Processes processes, Groups groups, Experiments experiments) {
        this.processes = processes;
        this.groups = groups;
        this.experiments = experiments;
    }

    /**
     * Returns when every service is ready, every partition has a consumer, and a block has been done since, or the experiment
     * has ended.
     *
     * @return from now until then
     * @throws ViolationException when it does not come to that
     */
    public Duration await() throws ViolationException {
        long start = System.nanoTime();
        String experiment = experiments.current();
        long before = -1;
        while (true) {
            if (before < 0) {
                // The database may be away for the first looks: what was done then is not known.
                before = blocks(experiment);
            } else if (processes.isReady() && (blocks(experiment) > before
                    || experiments.hasEnded(experiment)) && groups.unstable().isEmpty()) {
                return Duration.ofNanos(System.nanoTime() - start);
            }
            if (System.nanoTime() - start > WITHIN.toNanos()) {
                throw new ViolationException("not recovered within " + WITHIN.toSeconds() + " s: ready are "
                        + processes.readyServices() + ", consumer groups not stable " + groups.unstable()
                        + ", blocks done before " + before + ", now "
                        + blocks(experiment));
            }
            Waiting.pause(LOOK);
        }
    }

    /** Returns when every service is ready and every partition has a consumer. */
    public void awaitStable() throws ViolationException {
        long deadline = System.nanoTime() + WITHIN.toNanos();
        while (!processes.isReady() || !groups.unstable().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new ViolationException("ready within " + WITHIN.toSeconds() + " s were only "
                        + processes.readyServices() + ", consumer groups not stable " + groups.unstable());
            }
            Waiting.pause(LOOK);
        }
    }

    /** Less than any count while unknown. */
    private long blocks(String experiment) {
        try {
            return experiments.blocksDone(experiment);
        } catch (SQLException e) {
            return -1;
        }
    }
}
