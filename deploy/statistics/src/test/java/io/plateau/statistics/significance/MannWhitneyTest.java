package io.plateau.statistics.significance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class MannWhitneyTest {
    @Test
    void exactValueAsPublished() {
        // The example in SciPy's documentation of stats.mannwhitneyu: ages at diagnosis; U = 17, exact p = 0.1111…
        double[] males = {19, 22, 16, 29, 24};
        double[] females = {20, 11, 17, 12};
        assertEquals(0.1111111111111111, MannWhitney.twoSided(males, females), 1e-12);
    }

    @Test
    void separatedSamplesByHand() {
        // Two fully separated samples of 3: 2 of the C(6,3) = 20 orders are as extreme.
        assertEquals(0.1, MannWhitney.twoSided(new double[]{1, 2, 3}, new double[]{4, 5, 6}), 1e-12);
        assertEquals(1, MannWhitney.twoSided(new double[4], new double[4]));
        assertNull(MannWhitney.twoSided(new double[0], new double[4]));
    }

    @Test
    void zeroAndNegativeZeroAreTied() {
        double[] x = {0.0, 0.0, 0.0, 0.5, 0.6};
        double[] y = {0.0, 0.0, 0.1, 0.2, 0.3};
        double[] negative = {-0.0, -0.0, 0.1, 0.2, 0.3};
        assertEquals(MannWhitney.twoSided(x, y), MannWhitney.twoSided(x, negative));
        assertEquals(1.0, MannWhitney.twoSided(new double[]{0.0, 0.0}, new double[]{-0.0, -0.0}));
    }
}
