package io.plateau.runtime.process;

import java.time.Duration;

/** How far the wall clock has stepped, against a monotonic clock. */
final class ClockSteps {
    private long lastWallMillis;
    private long lastMonotonicNanos;

    ClockSteps(long wallMillis, long monotonicNanos) {
        this.lastWallMillis = wallMillis;
        this.lastMonotonicNanos = monotonicNanos;
    }

    /** What the wall clock has gained since the last call, negative when it was set back. */
    Duration to(long wallMillis, long monotonicNanos) {
        Duration step = Duration.ofMillis(wallMillis - lastWallMillis)
                .minusNanos(monotonicNanos - lastMonotonicNanos);
        lastWallMillis = wallMillis;
        lastMonotonicNanos = monotonicNanos;
        return step;
    }
}
