package io.plateau.runtime.process;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How far the wall clock has stepped, against a clock that only goes on. */
final class ClockSteps {
    private final LongSupplier wallMillis;
    private final LongSupplier monotonicNanos;
    private long lastWallMillis;
    private long lastMonotonicNanos;

    ClockSteps(LongSupplier wallMillis, LongSupplier monotonicNanos) {
        this.wallMillis = wallMillis;
        this.monotonicNanos = monotonicNanos;
        this.lastWallMillis = wallMillis.getAsLong();
        this.lastMonotonicNanos = monotonicNanos.getAsLong();
    }

    /** What the wall clock has gained since the last call, negative when it was set back. */
    Duration sinceLast() {
        long wall = wallMillis.getAsLong();
        long monotonic = monotonicNanos.getAsLong();
        Duration step = Duration.ofMillis(wall - lastWallMillis).minusNanos(monotonic - lastMonotonicNanos);
        lastWallMillis = wall;
        lastMonotonicNanos = monotonic;
        return step;
    }
}
