package io.plateau.influence.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void percentilesInterpolateAndLeaveUndefinedReplicatesOut() {
        // Given 0 … 1000 and some that are undefined
        DoubleStream values = DoubleStream.concat(DoubleStream.of(Double.NaN, Double.NaN),
                IntStream.rangeClosed(0, 1_000).mapToDouble(i -> i));

        Interval interval = Interval.of(values).get();

        assertEquals(25, interval.low(), 1e-9);
        assertEquals(975, interval.high(), 1e-9);
    }

    @Test
    void nothingDefinedIsNoInterval() {
        assertTrue(Interval.of(DoubleStream.of(Double.NaN)).isEmpty());
    }
}
