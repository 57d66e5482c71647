package io.plateau.graph.correlation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiledCorrelationTest {

    /** Sizes below, at and above the sides of a tile, and no multiple of four. */
    @ParameterizedTest
    @CsvSource({"0, 10", "1, 10", "3, 7", "64, 64", "65, 129", "259, 63", "530, 20"})
    void everyPairOnceAndTheSameBitsAsItsPlainTwin(int neurons, int observations) {
        float[][] activations = random(neurons, observations);
        if (neurons > 2) {
            Arrays.fill(activations[1], 1f / 3);
        }
        double[][] expected = PearsonCorrelation.of(activations);
        int[][] visits = new int[neurons][neurons];

        TiledCorrelation tiled = new TiledCorrelation(activations);
        tiled.forEachRow((i, from, to, values, at) -> {
            for (int j = from; j < to; j++) {
                visits[i][j]++;
                assertEquals(expected[i][j], values[at + j - from], i + ", " + j);
            }
        });

        for (int i = 0; i < neurons; i++) {
            for (int j = 0; j < neurons; j++) {
                assertEquals(j > i ? 1 : 0, visits[i][j], i + ", " + j);
            }
        }
        assertEquals(neurons > 2 ? 1 : 0, tiled.constant());
    }

    @Test
    void roundingNeverLeavesTheBounds() {
        float[][] activations = new float[20][];
        Arrays.fill(activations, random(1, 77)[0]);
        new TiledCorrelation(activations).forEachRow((i, from, to, values, at) -> {
            for (int j = from; j < to; j++) {
                assertTrue(values[at + j - from] <= 1);
            }
        });
    }

    private static float[][] random(int neurons, int observations) {
        Random random = new Random(neurons + observations);
        float[][] activations = new float[neurons][observations];
        for (float[] row : activations) {
            for (int p = 0; p < observations; p++) {
                row[p] = (float) (3 + random.nextGaussian());
            }
        }
        return activations;
    }
}
