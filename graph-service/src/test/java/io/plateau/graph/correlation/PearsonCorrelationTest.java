package io.plateau.graph.correlation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;

import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

class PearsonCorrelationTest {
    /** Both sum 500 products of doubles of order 1: rounding stays far below. */
    private static final double TOLERANCE = 1e-12;

    @Test
    void agreesWithHipparchus() {
        float[][] activations = random(12, 500);
        double[][] correlation = PearsonCorrelation.of(activations);
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 12; j++) {
                double expected = new PearsonsCorrelation().correlation(doubles(activations[i]),
                        doubles(activations[j]));
                assertEquals(expected, correlation[i][j], TOLERANCE);
            }
        }
    }

    @Test
    void aResampleEqualsTheRepeatedObservations() {
        float[][] activations = random(5, 60);
        int[] times = new Random(2).ints(60, 0, 4).toArray();
        int drawn = Arrays.stream(times).sum();
        float[][] repeated = new float[5][drawn];
        for (int i = 0; i < 5; i++) {
            int to = 0;
            for (int p = 0; p < 60; p++) {
                for (int t = 0; t < times[p]; t++) {
                    repeated[i][to++] = activations[i][p];
                }
            }
        }
        double[][] expected = PearsonCorrelation.of(repeated);
        double[][] correlation = PearsonCorrelation.of(activations, times);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                assertEquals(expected[i][j], correlation[i][j], TOLERANCE);
            }
        }
    }

    @Test
    void aConstantActivationCorrelatesWithNothing() {
        float[][] activations = random(3, 333);
        // A third has no exact mean in binary times a count of 333: the variance must not come from rounding.
        Arrays.fill(activations[1], 1f / 3);
        double[][] correlation = PearsonCorrelation.of(activations);
        assertEquals(0, correlation[0][1]);
        assertEquals(0, correlation[2][1]);
        assertEquals(1, correlation[1][1]);
    }

    @Test
    void equalAndOppositeActivationsReachTheBounds() {
        float[][] activations = random(2, 300);
        for (int p = 0; p < 300; p++) {
            activations[1][p] = -2 * activations[0][p] + 5;
        }
        // 5 − 2a rounds to float32: a relative error of 6e-8 per element.
        assertEquals(-1, PearsonCorrelation.of(activations)[0][1], 1e-7);
    }

    private static float[][] random(int neurons, int observations) {
        Random random = new Random(1);
        float[][] activations = new float[neurons][observations];
        for (float[] row : activations) {
            for (int p = 0; p < observations; p++) {
                row[p] = (float) (3 + random.nextGaussian());
            }
        }
        return activations;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
