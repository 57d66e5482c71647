package io.plateau.local.command;

import java.time.Duration;

/** Waiting between two looks. */
public final class Pause {
    private Pause() {
    }

    public static void of(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted", e);
        }
    }
}
