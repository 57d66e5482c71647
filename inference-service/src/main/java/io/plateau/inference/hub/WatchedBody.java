package io.plateau.inference.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A response's body that is closed, and so ends the read that hangs in it, when nothing arrives for too long. */
final class WatchedBody implements AutoCloseable {
    private final InputStream body;
    private final long stallNanos;
    private final Executor later;
    private volatile long lastArrival = System.nanoTime();
    private volatile boolean closed;
    private volatile boolean stalled;

    WatchedBody(InputStream body, Duration stall) {
        this.body = body;
        this.stallNanos = stall.toNanos();
        this.later = CompletableFuture.delayedExecutor(stallNanos / 4, TimeUnit.NANOSECONDS);
        later.execute(this::look);
    }

    private void look() {
        if (closed) {
            return;
        }
        if (System.nanoTime() - lastArrival > stallNanos) {
            stalled = true;
            try {
                body.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else {
            later.execute(this::look);
        }
    }

    /** As {@link InputStream#read(byte[])}. */
    int read(byte[] buffer) throws IOException {
        try {
            int n = body.read(buffer);
            lastArrival = System.nanoTime();
            return n;
        } catch (IOException e) {
            throw stalled
                    ? new HubUnavailableException("nothing arrived for " + stallNanos / 1_000_000_000 + " s", e)
                    : e;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        body.close();
    }
}
