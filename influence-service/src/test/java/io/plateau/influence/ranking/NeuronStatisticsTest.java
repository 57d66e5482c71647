package io.plateau.influence.ranking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;
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

    /**
     * A second implementation: the mean is the least-squares fit of a constant to the positions, its clustered error the
     * sandwich (XᵀX)⁻¹ (Σ_c Xᵀ_c u_c uᵀ_c X_c) (XᵀX)⁻¹ (Liang and Zeger 1986) times Stata's C/(C − 1) · (P − 1)/(P − K),
     * K being 1. Fit and residuals are Hipparchus', position by position.
     */
    @Test
    void itIsTheSandwichOfARegressionOnAConstant() {
        Random random = new Random(3);
        int[] counts = {3, 8, 1, 5, 12, 2};
        int positions = IntStream.of(counts).sum();
        double[] changes = new double[positions];
        double[] sums = new double[counts.length];
        for (int c = 0, p = 0; c < counts.length; c++) {
            double shift = random.nextGaussian();
            for (int k = 0; k < counts[c]; k++, p++) {
                changes[p] = 0.2 + shift + random.nextGaussian();
                sums[c] += changes[p];
            }
        }
        double[][] ones = new double[positions][1];
        Arrays.stream(ones).forEach(row -> row[0] = 1);
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
        regression.setNoIntercept(true);
        regression.newSampleData(changes, ones);
        double[] residual = regression.estimateResiduals();
        RealMatrix design = MatrixUtils.createRealMatrix(ones);
        RealMatrix bread = MatrixUtils.inverse(design.transposeMultiply(design));
        RealMatrix meat = MatrixUtils.createRealMatrix(1, 1);
        for (int c = 0, from = 0; c < counts.length; from += counts[c++]) {
            RealMatrix u = MatrixUtils.createColumnRealMatrix(Arrays.copyOfRange(residual, from, from + counts[c]));
            RealMatrix score = design.getSubMatrix(from, from + counts[c] - 1, 0, 0).transposeMultiply(u);
            meat = meat.add(score.multiplyTransposed(score));
        }
        double variance = bread.multiply(meat).multiply(bread).getEntry(0, 0);

        NeuronStatistics statistics = NeuronStatistics.of(new GroupSums(1, counts, sums, sums, new double[1]));

        assertEquals(regression.estimateRegressionParameters()[0], statistics.meanDelta()[0], 1e-14);
        assertEquals(Math.sqrt(counts.length / (counts.length - 1.0) * variance), statistics.standardError()[0], 1e-14);
    }

    @Test
    void oneContextHasNoStandardError() {
        GroupSums group = new GroupSums(1, new int[]{4, 0}, new double[]{2, 0}, new double[]{2, 0}, new double[1]);

        assertTrue(Double.isNaN(NeuronStatistics.of(group).standardError()[0]));
    }
}
