package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.statistics.random.SplitMix64;

class PairSampleTest {
    private static final int POSITIONS = 300;
    private static final int WIDTH = 12;
    private static final int FIRST_NEURON = 5;
    private static final int DRAWS = 3;
    private static final long SEED = 7;

    /** The definition: every key with its logarithm, all positions in one tile. */
    @ParameterizedTest
    @ValueSource(ints = {300, 128, 1})
    void ofEveryNeuronThePositionWithTheLeastExponentialVariateIsDrawnWhateverTheTiles(int rows) {
        double[] weights = weights();
        int tiles = (POSITIONS + rows - 1) / rows;
        PairSample sample = new PairSample(DRAWS, WIDTH, tiles, SEED);
        for (int tile = tiles - 1; tile >= 0; tile--) {
            int to = Math.min(POSITIONS, (tile + 1) * rows);
            sample.add(tile, tile * rows, FIRST_NEURON,
                    Arrays.copyOfRange(weights, tile * rows * WIDTH, to * WIDTH));
        }

        assertArrayEquals(naive(weights), sample.positions());
        double sum = 0;
        for (int p = 0; p < POSITIONS; p++) {
            sum += weights[p * WIDTH + 1];
        }
        int drawn = sample.positions()[1];
        // The order in which 300 doubles are added moves the sum by less than 300 roundings.
        assertEquals(sum / weights[drawn * WIDTH + 1], sample.expansion(1), 300 * Math.ulp(sum) * sum);
    }

    private static int[] naive(double[] weights) {
        int[] position = new int[DRAWS * WIDTH];
        double[] least = new double[position.length];
        Arrays.fill(position, -1);
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        for (int p = 0; p < POSITIONS; p++) {
            for (int n = 0; n < WIDTH; n++) {
                SplitMix64 variates = new SplitMix64(
                        SEED + 0x9E3779B97F4A7C15L * ((long) p << 32 | FIRST_NEURON + n));
                for (int k = 0; k < DRAWS; k++) {
                    double key = -Math.log(1 - variates.nextDouble()) / weights[p * WIDTH + n];
                    if (key < least[k * WIDTH + n]) {
                        least[k * WIDTH + n] = key;
                        position[k * WIDTH + n] = p;
                    }
                }
            }
        }
        return position;
    }

    /** Of very different sizes; neuron 0 has none, and each of the others some zeros. */
    private static double[] weights() {
        Random random = new Random(SEED);
        double[] weights = new double[POSITIONS * WIDTH];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i % WIDTH == 0 || random.nextInt(5) == 0 ? 0 : Math.exp(8 * random.nextGaussian());
        }
        return weights;
    }
}
