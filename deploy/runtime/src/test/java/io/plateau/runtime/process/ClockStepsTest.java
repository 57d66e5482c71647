package io.plateau.runtime.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class ClockStepsTest {
    private long wallMillis = 1_000_000;
    private long monotonicNanos = -5;
    private final ClockSteps steps = new ClockSteps(wallMillis, monotonicNanos);

    @Test
    void aClockThatGoesAsTimeDoesHasNotStepped() {
        pass(Duration.ofMinutes(3));

        assertEquals(Duration.ZERO, sinceLast());
    }

    @Test
    void aStepIsSeenOnceAndWithItsSign() {
        pass(Duration.ofSeconds(1));
        wallMillis -= Duration.ofHours(1).toMillis();

        Duration back = sinceLast();
        assertEquals(Duration.ofHours(-1), back);
        assertTrue(ClockWatch.isUnbearable(back));
        assertEquals(Duration.ZERO, sinceLast());

        wallMillis += Duration.ofHours(1).toMillis();
        assertFalse(ClockWatch.isUnbearable(sinceLast()), "set on, timers run out early and are set again");
    }

    @Test
    void aCorrectionOfSecondsIsBorne() {
        wallMillis -= 5_000;

        assertFalse(ClockWatch.isUnbearable(sinceLast()));
    }

    private Duration sinceLast() {
        return steps.to(wallMillis, monotonicNanos);
    }

    private void pass(Duration time) {
        wallMillis += time.toMillis();
        monotonicNanos += time.toNanos();
    }
}
