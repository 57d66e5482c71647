package io.plateau.local.faults.invariant;

import java.time.Duration;
import java.util.List;

import io.plateau.local.faults.system.Processes;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.faults.system.Waiting;

/** Whether readiness is correct. */
public final class Truth {
    private static final Duration LOOK = Duration.ofMillis(250);

    private Truth() {
    }

    /**
     * Returns when no service says that it is ready.
     *
     * @throws ViolationException when one still does after {@code patience}
     */
    public static void requireNoneReady(Processes processes, String since, Duration patience)
            throws ViolationException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> ready = processes.readyServices();
        while (!ready.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new ViolationException(String.join(", ", ready) + " still ready " + patience.toSeconds()
                        + " s after " + since);
            }
            Waiting.pause(LOOK);
            ready = processes.readyServices();
        }
    }
}
