package io.plateau.influence.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class IsotonicRegressionTest {

    @Test
    void violatorsArePooled() {
        assertArrayEquals(new double[]{5, 3, 3, 3, 1}, IsotonicRegression.nonIncreasing(new double[]{5, 2, 3, 4, 1}));
        assertArrayEquals(new double[]{2, 2, 2}, IsotonicRegression.nonIncreasing(new double[]{1, 2, 3}));
    }

    @Test
    void isTheMaxMinOfMeans() {
        // The naive twin: fit[i] = min over starts s ≤ i of max over ends e ≥ i of the mean of s … e
        SplittableRandom random = new SplittableRandom(5);
        double[] values = random.doubles(40).toArray();
        double[] fit = IsotonicRegression.nonIncreasing(values);
        for (int i = 0; i < values.length; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int s = 0; s <= i; s++) {
                double most = Double.NEGATIVE_INFINITY;
                for (int e = i; e < values.length; e++) {
                    most = Math.max(most, java.util.Arrays.stream(values, s, e + 1).average().orElseThrow());
                }
                least = Math.min(least, most);
            }
            // Sums of 40 terms in another order
            assertEquals(least, fit[i], 1e-12);
        }
    }
}
