package io.plateau.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class LoadTracesTest {
    @Test
    void memoryThatIsKeptAfterTheFirstQuarterIsGrowth() {
        MemoryTrace leaking = new MemoryTrace(150);
        MemoryTrace flat = new MemoryTrace(100);
        MemoryTrace large = new MemoryTrace(99);
        for (int sample = 0; sample < 40; sample++) {
            leaking.add(100 + sample);
            flat.add(sample < 10 ? 10 * sample : 100 - sample % 2);
            large.add(100);
        }

        assertEquals(List.of(109.0, 119.0, 129.0, 139.0), leaking.peaks(4));
        assertEquals(20, leaking.growth());
        assertEquals(0, flat.growth());
        assertEquals(139, leaking.peak());
        assertFalse(leaking.isFlat(), "20 MiB are more than a tenth of 150");
        assertTrue(flat.isFlat());
        assertFalse(large.isFlat(), "beyond its bound");
    }

    @Test
    void fewSamplesAreFewParts() {
        MemoryTrace trace = new MemoryTrace(10);
        trace.add(5);

        assertEquals(List.of(5.0), trace.peaks(10));
        assertEquals(0, trace.growth());
    }

    @Test
    void whoWaitsForTheOthersToEndIsStarved() {
        ProgressTrace trace = new ProgressTrace();
        for (int second = 0; second <= 10; second++) {
            trace.add("served", second, Math.min(1, second / 6.0));
            trace.add("last", second, second <= 6 ? 0 : (second - 6) / 4.0);
        }

        assertEquals(6, trace.ended("served"));
        assertEquals(10, trace.ended("last"));
        assertEquals(1, trace.longestStandstill("served"));
        assertEquals(7, trace.longestStandstill("last"));
        assertEquals(List.of("last"), trace.starved());
        assertEquals(1, trace.spread(0.6), 1e-12);
    }

    @Test
    void whatWaitsForItsTurnIsNotStalledButWhatStopsOnceBegunIs() {
        ProgressTrace trace = new ProgressTrace();
        for (int second = 0; second <= 10; second++) {
            trace.add("first", second, Math.min(1, second / 3.0));
            trace.add("last", second, second <= 6 ? 0 : (second - 6) / 4.0);
            trace.add("stalled", second, second == 0 ? 0 : second < 9 ? 0.1 : 1);
        }

        assertEquals(3, trace.ended(1));
        assertEquals(9, trace.ended(2));
        assertEquals(10, trace.ended(3));
        assertEquals(List.of("stalled"), trace.stalled());
        assertEquals(List.of("last", "stalled"), trace.starved());
    }

    @Test
    void whoTakesTurnsIsNotStarved() {
        ProgressTrace trace = new ProgressTrace();
        for (int second = 0; second <= 10; second++) {
            trace.add("odd", second, (second + 1) / 2 / 5.0);
            trace.add("even", second, second / 2 / 5.0);
        }

        assertEquals(List.of(), trace.starved());
        assertEquals(2, trace.longestStandstill("even"));
        assertEquals(0.2, trace.spread(0.5), 1e-12);
    }

    @Test
    void whatNeverEndsStandsStillUntilTheEnd() {
        ProgressTrace trace = new ProgressTrace();
        trace.add("stuck", 1, 0.5);
        trace.add("stuck", 100, 0.5);
        trace.add("other", 1, 0.5);
        trace.add("other", 100, 1);

        assertEquals(99, trace.longestStandstill("stuck"));
        assertEquals(List.of("stuck", "other"), trace.starved());
    }
}
