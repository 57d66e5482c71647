package io.plateau.statistics.significance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.DoubleStream;

import org.hipparchus.distribution.continuous.UniformRealDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

import io.plateau.statistics.random.SplitMix64;

class SignFlipsTest {

    /** Fisher, The Design of Experiments (1935), section 21: Darwin's maize, 1,726 of 32,768 sums as far from zero. */
    @Test
    void darwinsMaizeByFisher() {
        double[] eighths = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

        double p = SignFlips.twoSided(eighths, 200_000, new SplitMix64(1));

        // Within four standard errors of a share estimated by 200,000 draws
        double exact = 1726.0 / 32768;
        assertEquals(exact, p, 4 * Math.sqrt(exact * (1 - exact) / 200_000));
    }

    @Test
    void fewDifferencesAreEnumerated() {
        // All of one sign: of 2³ sums two are as far from zero
        assertEquals(0.25, SignFlips.twoSided(new double[]{1, 2, 3}, 10, new SplitMix64(1)));
        // 1 + 2 − 3 = 0: every sum is as far
        assertEquals(1, SignFlips.twoSided(new double[]{1, 2, -3}, 10, new SplitMix64(1)));
        assertEquals(1, SignFlips.twoSided(new double[]{0, 0}, 10, new SplitMix64(1)));
        assertNull(SignFlips.twoSided(new double[0], 10, new SplitMix64(1)));
    }

    @Test
    void sumsThatDifferByRoundingAreTies() {
        // 0.1 + 0.2 and 0.3 differ in the last bit
        assertEquals(1, SignFlips.twoSided(new double[]{0.1, 0.2, -0.3}, 10, new SplitMix64(1)));
    }

    @Test
    void pIsUniformWhereThereIsNoDifference() {
        Random random = new Random(4);
        double[] p = DoubleStream.generate(() -> SignFlips.twoSided(random.doubles(20).map(d -> d - 0.5).toArray(), 999,
                new SplitMix64(random.nextLong()))).limit(500).toArray();

        assertTrue(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new UniformRealDistribution(0, 1), p) > 0.01);
    }
}
