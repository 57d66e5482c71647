package io.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class HistogramTest {

    @Test
    void countsEveryValueOnce() {
        double[] values = new SplittableRandom(7).doubles(100).toArray();

        Histogram histogram = Histogram.of(values, 1.7);

        assertEquals(100, Arrays.stream(histogram.counts()).sum());
        assertTrue(histogram.low() < Arrays.stream(values).min().orElseThrow() && histogram.high() > 1.7);
        // Nothing lies between the values and the mark.
        assertEquals(0, histogram.counts()[histogram.counts().length - 1]);
    }

    @Test
    void hasOneBarForEqualValues() {
        Histogram histogram = Histogram.of(new double[]{0.25, 0.25, 0.25}, 0.25);

        assertEquals(3, histogram.highest());
        assertTrue(histogram.low() < 0.25 && histogram.high() > 0.25);
    }

    @Test
    void outlinesBarsFromZeroToZero() {
        Histogram histogram = new Histogram(0, 3, new int[]{2, 0, 1});

        assertEquals("[0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 3.0, 3.0]", Arrays.toString(histogram.outlineX()));
        assertEquals("[0.0, 2.0, 2.0, 0.0, 0.0, 1.0, 1.0, 0.0]", Arrays.toString(histogram.outlineY()));
    }
}
