package io.plateau.inference.hub;

import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * How long a transfer is believed in.
 *
 * @param attempts failures in a row, none of which brought a byte, before it is given up
 * @param pause before the second attempt; the third waits twice as long, and so on
 * @param stall a connection that brings nothing for so long is broken
 * @param report between two lines of progress
 */
public record Patience(int attempts, Duration pause, Duration stall, Duration report) {
    /** Five attempts within a minute, a line every five seconds. */
    public static final Patience DEFAULT = new Patience(5, Duration.ofSeconds(4), Duration.ofSeconds(60),
            Duration.ofSeconds(5));

    /** Waits after so many failures in a row. */
    void pause(int failures) throws InterruptedIOException {
        try {
            Thread.sleep(pause.toMillis() * failures);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for the hub");
        }
    }
}
