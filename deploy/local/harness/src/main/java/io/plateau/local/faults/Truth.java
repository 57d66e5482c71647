package io.plateau.local.faults;

import java.time.Duration;
import java.util.List;

/** Whether readiness tells the truth. */
final class Truth {
    private static final Duration LOOK = Duration.ofMillis(250);

    private Truth() {
    }

    /**
     * Returns when no service says that it is ready.
     *
     * @throws ViolationException when one still does after {@code patience}
     */
    static void requireNoneReady(Cluster cluster, String since, Duration patience) throws ViolationException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> ready = cluster.readyServices();
        while (!ready.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new ViolationException(String.join(", ", ready) + " still ready " + patience.toSeconds()
                        + " s after " + since);
            }
            Cluster.pause(LOOK);
            ready = cluster.readyServices();
        }
    }
}
