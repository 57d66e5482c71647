package io.plateau.statistics.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import io.plateau.statistics.random.SplitMix64;

class StratifiedTotalTest {
    private static final int REPLICATES = 4_000;

    /** Two strata of three values each, drawn with probability proportional to their size: 1 + 2 + 6 and 2 + 3 + 5. */
    @Test
    void theTotalIsUnbiasedAndItsStandardErrorIsNotTooSmall() {
        double[][] values = {{1, 2, 6}, {2, 3, 5}};
        double[][] sizes = {{2, 2, 2}, {1, 4, 5}};
        StratifiedTotal total = new StratifiedTotal(2, 3);
        SplitMix64 random = new SplitMix64(7);
        double mean = 0;
        double meanSquare = 0;
        double meanVariance = 0;
        for (int replicate = 0; replicate < REPLICATES; replicate++) {
            double sum = 0;
            double squares = 0;
            for (int stratum = 0; stratum < 2; stratum++) {
                double all = sizes[stratum][0] + sizes[stratum][1] + sizes[stratum][2];
                for (int draw = 0; draw < 3; draw++) {
                    double at = random.nextDouble() * all;
                    int chosen = at < sizes[stratum][0] ? 0 : at < sizes[stratum][0] + sizes[stratum][1] ? 1 : 2;
                    double estimate = values[stratum][chosen] * all / sizes[stratum][chosen];
                    sum += estimate;
                    squares += estimate * estimate;
                }
            }
            double found = total.total(sum);
            mean += found / REPLICATES;
            meanSquare += found * found / REPLICATES;
            meanVariance += Math.pow(total.standardError(sum, squares), 2) / REPLICATES;
        }
        double variance = meanSquare - mean * mean;

        // Four standard errors of the mean of the replicates
        assertEquals(19, mean, 4 * Math.sqrt(variance / REPLICATES));
        assertTrue(meanVariance > 0.9 * variance, meanVariance + " against " + variance);
    }

    @Test
    void oneEstimateSaysNothingOfItsError() {
        assertEquals(Double.POSITIVE_INFINITY, new StratifiedTotal(1, 1).standardError(3, 9));
        assertEquals(0, new StratifiedTotal(1, 2).standardError(6, 18));
    }
}
