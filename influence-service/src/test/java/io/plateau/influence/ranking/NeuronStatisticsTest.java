package io.plateau.influence.ranking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hipparchus.stat.descriptive.moment.StandardDeviation;
import org.junit.jupiter.api.Test;

import io.plateau.influence.losses.GroupSums;

class NeuronStatisticsTest {
    @Test
    void meansAndSharesAreOverPositions() {
        // Given two contexts with 1 and 3 positions, N = 2
        GroupSums group = new GroupSums(2, new int[]{1, 3}, new double[]{2, -1, 6, -3}, new double[]{2, 1, 8, 5},
                new double[]{3, 1});

        NeuronStatistics statistics = NeuronStatistics.of(group);

        assertArrayEquals(new double[]{2, -1}, statistics.meanDelta());
        assertArrayEquals(new double[]{2.5, 1.5}, statistics.meanAbsolute());
        assertArrayEquals(new double[]{0.75, 0.25}, statistics.sharePositive());
    }

    @Test
    void withEqualContextsTheStandardErrorIsThatOfTheContextMeans() {
        // Given four contexts of five positions each, and one without any
        double[] sums = {10, 15, 0, -5, 20};
        GroupSums group = new GroupSums(1, new int[]{5, 5, 0, 5, 5}, sums, sums, new double[1]);

        double error = NeuronStatistics.of(group).standardError()[0];

        // Then it is sd(context means) / √4; tolerance: rounding
        assertEquals(new StandardDeviation().evaluate(new double[]{2, 3, -1, 4}) / 2, error, 1e-15);
    }

    @Test
    void withUnequalContextsItIsTheLinearisedRatioEstimator() {
        // Given contexts of 1 and 3 positions with sums 2 and 2: mean 1, residuals 2 − 1·1 and 2 − 1·3
        GroupSums group = new GroupSums(1, new int[]{1, 3}, new double[]{2, 2}, new double[]{2, 2}, new double[1]);

        // Then sqrt(2/1 · (1 + 1)) / 4
        assertEquals(0.5, NeuronStatistics.of(group).standardError()[0], 1e-15);
    }

    @Test
    void oneContextHasNoStandardError() {
        GroupSums group = new GroupSums(1, new int[]{4, 0}, new double[]{2, 0}, new double[]{2, 0}, new double[1]);

        assertTrue(Double.isNaN(NeuronStatistics.of(group).standardError()[0]));
    }
}
