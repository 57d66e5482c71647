package io.plateau.local.faults.system;

import java.time.Duration;

import io.plateau.local.command.RunException;

/** Waiting that an interrupt ends with the run. */
public final class Waiting {
    private Waiting() {
    }

    public static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted", e);
        }
    }

    static void join(Process process) {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted", e);
        }
    }
}
