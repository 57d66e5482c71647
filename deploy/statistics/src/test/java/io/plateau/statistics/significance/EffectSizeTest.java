package io.plateau.statistics.significance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.hipparchus.stat.StatUtils;
import org.junit.jupiter.api.Test;

/** Student's data (1908) on two soporifics, as in R's data set {@code sleep}: extra hours of ten patients under either. */
class EffectSizeTest {
    private static final double[] FIRST = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    private static final double[] SECOND = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    /** Half a unit of the last digit that R prints of t. */
    private static final double PRINTED = 0.00005;

    @Test
    void pooledAgreesWithPublishedT() {
        // R's help page of sleep: t = -1.8608 of the two samples; t = d · √(n / 2) with n = 10 in each.
        assertEquals(-1.8608, EffectSize.pooled(FIRST, SECOND) * Math.sqrt(5), PRINTED);
    }

    @Test
    void pairedAgreesWithPublishedT() {
        double[] differences = new double[FIRST.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = FIRST[i] - SECOND[i];
        }
        // R's help page of sleep: t = -4.0621 of the pairs; t = d · √n with n = 10.
        double d = EffectSize.paired(StatUtils.mean(differences), Math.sqrt(StatUtils.variance(differences)));
        assertEquals(-4.0621, d * Math.sqrt(10), PRINTED);
    }

    @Test
    void pooledByHand() {
        // Means 3 and 5; variances 2.5 and 2.5; pooled 2.5: d = −2 / 1.5811.
        assertEquals(-2 / Math.sqrt(2.5),
                EffectSize.pooled(new double[]{1, 2, 3, 4, 5}, new double[]{3, 4, 5, 6, 7}), 1e-12);
        assertNull(EffectSize.pooled(new double[3], new double[3]));
        assertNull(EffectSize.pooled(new double[1], new double[]{1, 2}));
    }
}
