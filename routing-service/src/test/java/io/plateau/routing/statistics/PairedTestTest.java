package io.plateau.routing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

import org.hipparchus.distribution.continuous.UniformRealDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedTestTest {
    /** Student (1908), "The probable error of a mean": extra hours of sleep under two drugs, second − first. */
    private static final double[] SLEEP = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

    @Test
    void agreesWithStudentsSleepData() {
        PairedTest test = PairedTest.of("patient", SLEEP);

        // R's manual page of `sleep`: t.test(…, paired = TRUE) prints t = 4.0621, df = 9, p-value = 0.002833, mean 1.58.
        assertEquals(1.58, test.spread().mean(), 1e-12);
        assertEquals(4.0621, test.t(), 5e-5);
        assertEquals(0.002833, test.student(), 5e-7);
        // t = d √n by definition of both.
        assertEquals(4.0621 / Math.sqrt(10), test.cohensD(), 2e-5);
    }

    @Test
    void whatWasKeptOfAStreamGivesTheSameTest() {
        CentralMoments stream = new CentralMoments();
        for (double value : SLEEP) {
            stream.add(value);
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

    /** Two-pass by the textbook's formula beside one pass. */
    @Test
    void momentsOfAStreamAreThoseOfTheWhole() {
        double mean = Arrays.stream(SLEEP).average().orElseThrow();
        double second = Arrays.stream(SLEEP).map(v -> Math.pow(v - mean, 2)).sum() / 10;
        double third = Arrays.stream(SLEEP).map(v -> Math.pow(v - mean, 3)).sum() / 10;

        // G1 = √(n (n − 1)) / (n − 2) · m₃ / m₂^1.5
        assertEquals(Math.sqrt(90) / 8 * third / Math.pow(second, 1.5), CentralMoments.of(SLEEP).skewness(), 1e-12);
        assertEquals(second * 10 / 9, CentralMoments.of(SLEEP).variance(), 1e-12);
        // No power of a small deviation vanishes
        assertEquals(CentralMoments.of(SLEEP).skewness(),
                CentralMoments.of(Arrays.stream(SLEEP).map(v -> v * 1e-90).toArray()).skewness(), 1e-9);
    }

    /** 4,000 samples of each distribution with mean 0; a rate above 0.0619 would be 3.4 standard deviations above 5 %. */
    @ParameterizedTest
    @CsvSource({"exponential,16", "exponential,40", "exponential,98", "heavy,16", "heavy,40", "heavy,98", "normal,6",
            "normal,16", "normal,40", "uniform,16", "uniform,40"})
    void rejectsNoMoreThanItsLevel(String distribution, int size) {
        SplittableRandom random = new SplittableRandom(11);
        int rejected = 0;
        for (int draw = 0; draw < 4_000; draw++) {
            double[] values = random.doubles(size).map(u -> switch (distribution) {
                case "exponential" -> -Math.log(1 - u) - 1;
                // Student's with three degrees of freedom
                case "heavy" -> random.nextGaussian() / Math.sqrt((square(random) + square(random) + square(random))
                        / 3);
                case "normal" -> random.nextGaussian();
                default -> u - 0.5;
            }).toArray();
            rejected += PairedTest.of("context", values).twoSided() <= 0.05 ? 1 : 0;
        }

        assertTrue(rejected <= 0.0619 * 4_000, rejected + " of 4,000");
        // and not empty
        assertTrue(rejected >= 0.02 * 4_000, rejected + " of 4,000");
    }

    private static double square(SplittableRandom random) {
        double value = random.nextGaussian();
        return value * value;
    }

    @Test
    void theSkewnessOfLargerValuesTakesNothingFromSmallerOnes() {
        // Hall's transformation rises: its derivative is (1 + skewness · t / 3)²
        for (double skewness : new double[]{-2, -0.3, 0, 0.5, 2}) {
            for (double t = -30; t < 30; t += 0.25) {
                assertTrue(SkewnessAdjustment.hall(t, skewness) <= SkewnessAdjustment.hall(t + 0.25, skewness) + 1e-9);
            }
        }
    }

    @Test
    void differencesTooSmallForASummarySaySo() {
        // Given a summary, whose sum of squares has vanished
        CentralMoments differences = new CentralMoments();
        DoubleStream.of(0, 0, 1e-200).forEach(differences::add);

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
