package io.plateau.inference.watchdog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration AFTER = Duration.ofMinutes(10);

    @Test
    void nothingInHandAndNothingQueuedForLongEnoughIsOver() {
        Watch watch = Watch.begin(BEGIN, BEGIN, ends(5));
        for (int look = 1; look < 20; look++) {
            watch = watch.look(BEGIN.plusSeconds(30L * look), ends(5), ends(5), LONGEST);
            assertFalse(watch.isOver(AFTER), "after " + watch.quiet());
        }
        watch = watch.look(BEGIN.plusSeconds(600), ends(5), ends(5), LONGEST);
        assertTrue(watch.isOver(AFTER));
    }

    @Test
    void aBlockInHandOrQueuedIsWaitedForHoweverLong() {
        Watch watch = Watch.begin(BEGIN, BEGIN, ends(5));
        for (int look = 1; look < 1_000; look++) {
            // Others' work comes and goes behind it
            watch = watch.look(BEGIN.plusSeconds(30L * look), ends(4), ends(5 + look), LONGEST);
        }
        assertFalse(watch.isOver(AFTER));
        assertEquals(0, watch.drains());
    }

    @Test
    void inASystemThatIsNeverIdleWhatWasQueuedWhenTheWatchBeganIsEnough() {
        Watch watch = Watch.begin(BEGIN, BEGIN, ends(5));
        for (int look = 1; look <= 20; look++) {
            // Always one behind: the queue is never empty
            watch = watch.look(BEGIN.plusSeconds(30L * look), ends(5 + look), ends(6 + look), LONGEST);
        }
        assertTrue(watch.isOver(AFTER));
    }

    @Test
    void downtimeDoesNotCount() {
        Watch watch = Watch.begin(BEGIN, BEGIN, ends(5));
        for (int look = 1; look <= 3; look++) {
            watch = watch.look(BEGIN.plusSeconds(30L * look), ends(5), ends(5), LONGEST);
        }
        watch = watch.look(BEGIN.plusSeconds(86_400), ends(5), ends(5), LONGEST);
        assertEquals(Duration.ofSeconds(150), watch.quiet());
        assertFalse(watch.isOver(AFTER));
    }

    @Test
    void aClockThatStepsBackCountsNothing() {
        Watch watch = Watch.begin(BEGIN, BEGIN, ends(5)).look(BEGIN.minusSeconds(3_600), ends(5), ends(5), LONGEST);
        assertEquals(Duration.ZERO, watch.quiet());
    }

    @Test
    void aPartitionOfWhichNothingIsKnownToBeHandledIsNot() {
        Watch watch = Watch.begin(BEGIN, BEGIN, ends(5)).look(BEGIN.plusSeconds(1), Map.of(), ends(5), LONGEST);
        assertEquals(0, watch.drains());
    }

    private static Map<String, Long> ends(long offset) {
        return Map.of("inference-work/0", offset, "graph-work/3", 0L);
    }
}
