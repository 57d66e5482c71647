package io.plateau.routing.concentration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.contracts.specification.AttentionSpecification;

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
    void adjustedItReachesOneWhateverTheLength() {
        GiniCoefficient adjusted = new GiniCoefficient(Concentration.GINI_ADJUSTED);

        for (int keys : new int[]{2, 5, 200}) {
            float[] one = new float[keys];
            one[keys / 2] = 1;
            assertEquals((keys - 1.0) / keys, gini.of(one, 0, keys), 1e-12);
            assertEquals(1, adjusted.of(one, 0, keys), 1e-12);
        }
        // 0.25 · 4/3
        assertEquals(1.0 / 3, adjusted.of(new float[]{3, 1, 4, 2}, 0, 4), 1e-15);
        assertThrows(IllegalArgumentException.class, () -> adjusted.of(new float[]{1}, 0, 1));
    }

    @Test
    void unadjustedItGrowsWithTheLengthOfRowsThatAreAlike() {
        // Given 20,000 rows of four independent exponential weights, whose population's coefficient is 1/2
        SplittableRandom random = new SplittableRandom(2);
        GiniCoefficient adjusted = new GiniCoefficient(Concentration.GINI_ADJUSTED);
        double plainMean = 0;
        double adjustedMean = 0;
        for (int row = 0; row < 20_000; row++) {
            float[] weights = new float[4];
            for (int i = 0; i < 4; i++) {
                weights[i] = (float) -Math.log(1 - random.nextDouble());
            }
            plainMean += gini.of(weights, 0, 4) / 20_000;
            adjustedMean += adjusted.of(weights, 0, 4) / 20_000;
        }

        // Deltas (2003): unbiased for the exponential once adjusted, 3/4 of it before. One row's sd is near 0.2: 0.0014
        assertEquals(0.5, adjustedMean, 0.005);
        assertEquals(0.375, plainMean, 0.005);
    }

    @Test
    void definitionsHaveTheNamesOfTheSpecification() {
        for (AttentionSpecification.Concentration asked : AttentionSpecification.Concentration.values()) {
            assertEquals(asked.name(), Concentration.of(asked).name());
        }
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
