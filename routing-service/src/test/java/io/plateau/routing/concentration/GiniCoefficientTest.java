package io.plateau.routing.concentration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GiniCoefficientTest {
    private final GiniCoefficient gini = new GiniCoefficient();

    @Test
    void agreesWithHandComputedRows() {
        assertEquals(0, of(1), 0);
        assertEquals(0, of(0.25f, 0.25f, 0.25f, 0.25f), 0);
        assertEquals(0.75, of(0, 0, 1, 0), 1e-15);
        // Pairs of 1…4 differ by 20/16 on average; the mean is 2.5: 1.25 / 5.
        assertEquals(0.25, of(3, 1, 4, 2), 1e-15);
        assertEquals(0.25, of(1, 3), 1e-15);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 31, 255, 256, 257, 1024})
    void agreesWithTheDefinition(int keys) {
        SplittableRandom random = new SplittableRandom(keys);
        float[] weights = new float[keys + 7];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.exp(4 * random.nextGaussian());
        }
        float[] before = weights.clone();

        double fast = gini.of(weights, 5, keys);

        // Both sum at most 2^20 doubles of one sign: rounding stays near 2^20 · 2^−53 ≈ 1e−10 at worst, far less in fact.
        assertEquals(NaiveGini.of(weights, 5, keys), fast, 1e-11);
        assertTrue(java.util.Arrays.equals(before, weights), "the row must not be changed");
    }

    @Test
    void neverFallsBelowZeroByRounding() {
        float[] equal = new float[97];
        java.util.Arrays.fill(equal, 1f / 97);

        assertEquals(0, gini.of(equal, 0, 97), 1e-15);
        assertTrue(gini.of(equal, 0, 97) >= 0);
    }

    @Test
    void refusesRowsThatAreNotWeights() {
        assertThrows(IllegalArgumentException.class, () -> of(-0.1f, 1.1f));
        assertThrows(IllegalArgumentException.class, () -> of(0, 0));
        assertThrows(IllegalArgumentException.class, () -> gini.of(new float[1], 0, 0));
    }

    private double of(float... weights) {
        return gini.of(weights, 0, weights.length);
    }
}
