package io.plateau.routing.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class RatioOfMeansTest {

    @Test
    void theEndsAreTheRatiosThatAPairedTestJustDoesNotReject() {
        double[] x = {1.1, 0.4, 2.0, 0.9, 1.6, 0.7};
        double[] y = {2.3, 1.9, 3.1, 1.2, 2.8, 2.0};

        RatioOfMeans ratio = RatioOfMeans.of(x, y).orElseThrow();

        assertEquals(6.7 / 13.3, ratio.value(), 1e-15);
        // Fieller's definition, by the other implementation: the t-test of x − θ·y
        assertEquals(RatioOfMeans.LEVEL, rejection(x, y, ratio.low()), 1e-9);
        assertEquals(RatioOfMeans.LEVEL, rejection(x, y, ratio.high()), 1e-9);
        assertTrue(ratio.low() < ratio.value() && ratio.value() < ratio.high());
    }

    /** Shared units: the ends are where the larger of two variances just does not reject. */
    @Test
    void theEndsOfPairsThatShareUnitsAreThoseOfTheirTest() {
        SplittableRandom random = new SplittableRandom(4);
        int[] units = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 10, 2, 11, 4, 12, 6, 13, 8, 14, 15, 16, 17, 18};
        SharedUnits shared = new SharedUnits(units);
        for (int draw = 0; draw < 50; draw++) {
            double[] x = random.doubles(12).map(u -> 1 + random.nextGaussian()).toArray();
            double[] y = random.doubles(12).map(u -> 3 + random.nextGaussian()).toArray();

            RatioOfMeans ratio = RatioOfMeans.of(x, y, shared).orElseThrow();

            assertEquals(RatioOfMeans.LEVEL, shared.test(left(x, y, ratio.low())).student(), 1e-8);
            assertEquals(RatioOfMeans.LEVEL, shared.test(left(x, y, ratio.high())).student(), 1e-8);
        }
    }

    @Test
    void aRatioToNothingHasNoBounds() {
        assertTrue(RatioOfMeans.of(new double[]{1, 2, 3}, new double[]{1, -1, 0.1}).isEmpty());
    }

    @Test
    void theIntervalCoversTheTruth() {
        // Given 2,000 samples of 20 pairs with true ratio 0.3
        SplittableRandom random = new SplittableRandom(8);
        int covered = 0;
        for (int draw = 0; draw < 2_000; draw++) {
            double[] y = random.doubles(20).map(u -> 2 + random.nextGaussian()).toArray();
            double[] x = Arrays.stream(y).map(value -> 0.3 * value + 0.5 * random.nextGaussian()).toArray();
            RatioOfMeans ratio = RatioOfMeans.of(x, y).orElseThrow();
            covered += ratio.low() <= 0.3 && 0.3 <= ratio.high() ? 1 : 0;
        }

        // Then 95 % hold it, give or take three standard errors of a binomial share
        assertEquals(0.95, covered / 2_000.0, 3 * Math.sqrt(0.05 * 0.95 / 2_000));
    }

    private static double[] left(double[] x, double[] y, double ratio) {
        double[] left = new double[x.length];
        Arrays.setAll(left, i -> x[i] - ratio * y[i]);
        return left;
    }

    private static double rejection(double[] x, double[] y, double ratio) {
        return PairedTest.of("pair", left(x, y, ratio)).student();
    }
}
