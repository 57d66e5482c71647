package io.plateau.local.faults;

import java.sql.SQLException;
import java.time.Duration;

/** How long the system takes to go on once a fault is over. */
final class Recovery {
    /** Beyond it the system has not recovered. */
    private static final Duration WITHIN = Duration.ofSeconds(120);
    private static final Duration LOOK = Duration.ofMillis(100);

    private Recovery() {
    }

    /**
     * Returns when every service is ready, every partition has a consumer, and a block has been done since, or the experiment
     * has ended.
     *
     * @return from now until then
     * @throws ViolationException when it does not come to that
     */
    static Duration await(Cluster cluster) throws ViolationException {
        long start = System.nanoTime();
        String experiment = cluster.experiments().current();
        long before = -1;
        while (true) {
            if (before < 0) {
                // The database may be away for the first looks: what was done then is not known.
                before = blocks(cluster, experiment);
            } else if (cluster.isReady() && (blocks(cluster, experiment) > before
                    || cluster.experiments().hasEnded(experiment)) && cluster.groups().unstable().isEmpty()) {
                return Duration.ofNanos(System.nanoTime() - start);
            }
            if (System.nanoTime() - start > WITHIN.toNanos()) {
                throw new ViolationException("not recovered within " + WITHIN.toSeconds() + " s: ready are "
                        + cluster.readyServices() + ", consumer groups not stable " + cluster.groups().unstable()
                        + ", blocks done before " + before + ", now "
                        + blocks(cluster, experiment));
            }
            Cluster.pause(LOOK);
        }
    }

    /** Returns when every service is ready and every partition has a consumer. */
    static void awaitStable(Cluster cluster) throws ViolationException {
        long deadline = System.nanoTime() + WITHIN.toNanos();
        while (!cluster.isReady() || !cluster.groups().unstable().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new ViolationException("ready within " + WITHIN.toSeconds() + " s were only "
                        + cluster.readyServices() + ", consumer groups not stable " + cluster.groups().unstable());
            }
            Cluster.pause(LOOK);
        }
    }

    /** Less than any count while nobody knows. */
    private static long blocks(Cluster cluster, String experiment) {
        try {
            return cluster.experiments().blocksDone(experiment);
        } catch (SQLException e) {
            return -1;
        }
    }
}
