package io.plateau.routing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

import org.hipparchus.distribution.continuous.UniformRealDistribution;
import org.hipparchus.stat.descriptive.StreamingStatistics;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class PairedTestTest {
    /** Student (1908), "The probable error of a mean": extra hours of sleep under two drugs, second − first. */
    private static final double[] SLEEP = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

    @Test
    void agreesWithStudentsSleepData() {
        PairedTest test = PairedTest.of("patient", SLEEP);

        // R's manual page of `sleep`: t.test(…, paired = TRUE) prints t = 4.0621, df = 9, p-value = 0.002833, mean 1.58.
        assertEquals(1.58, test.spread().mean(), 1e-12);
        assertEquals(4.0621, test.t(), 5e-5);
        assertEquals(0.002833, test.twoSided(), 5e-7);
        // t = d √n by definition of both.
        assertEquals(4.0621 / Math.sqrt(10), test.cohensD(), 2e-5);
    }

    @Test
    void whatWasKeptOfAStreamGivesTheSameTest() {
        StreamingStatistics stream = new StreamingStatistics();
        for (double value : SLEEP) {
            stream.addValue(value);
        }

        PairedTest streamed = PairedTest.of("patient", stream);
        PairedTest whole = PairedTest.of("patient", SLEEP);

        // Two algorithms for a mean and a variance of ten doubles of order one
        assertEquals(whole.t(), streamed.t(), 1e-12);
        assertEquals(whole.twoSided(), streamed.twoSided(), 1e-14);
        assertEquals(whole.cohensD(), streamed.cohensD(), 1e-12);
    }

    @Test
    void pValuesOfNoDifferenceAreUniform() {
        double[] p = new double[500];
        SplittableRandom random = new SplittableRandom(1);
        for (int draw = 0; draw < p.length; draw++) {
            p[draw] = PairedTest.of("context", random.doubles(12).map(u -> random.nextGaussian()).toArray()).twoSided();
        }

        double ks = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new UniformRealDistribution(0, 1), p);
        assertTrue(ks > 0.01, "KS p = " + ks);
    }

    @Test
    void differencesTooSmallForASummarySaySo() {
        // Given a summary, whose sum of squares has vanished
        StreamingStatistics differences = new StreamingStatistics();
        DoubleStream.of(0, 0, 1e-200).forEach(differences::addValue);

        PairedTest tiny = PairedTest.of("context", differences);

        assertFalse(tiny.isDefined());
        assertTrue(tiny.reason().contains("too little"), tiny.reason());
        // From the values themselves there is a test: t = 1 whatever the unit
        assertEquals(1, PairedTest.of("context", new double[]{0, 0, 1e-200}).t(), 1e-12);
    }

    @Test
    void saysWhyThereIsNoTest() {
        PairedTest single = PairedTest.of("context", new double[]{3});
        PairedTest same = PairedTest.of("context", new double[]{2, 2, 2});

        assertFalse(single.isDefined());
        assertEquals("1 context to compare; a paired t-test needs at least 2", single.reason());
        assertTrue(same.reason().contains("same (2.0) in all 3 contexts"), same.reason());
        assertNull(same.cohensD());
        assertNull(same.twoSided());
        assertEquals(0, same.spread().standardDeviation());
    }
}
