package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against {@link Math#expm1} in float64. */
class Expm1MeanTest {
    private static final int WIDTH = 64;

    /**
     * The mean of a constant is the constant. Allowed: the rounding of d to float32 moves exp(d) by |d| roundings, the doublings
     * by about as many, and the polynomial and the sum of 64 weights by a dozen at most.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-8, -1e-8, 1e-3, -0.3, 0.3, 2.7, -2.7, 2.9, -2.9, 11, -40, 80})
    void isExpm1OfAConstant(double change) {
        float[] q = constant((float) change);
        double expected = Math.expm1(q[0]);

        double found = mean(1, 0, q, constant(1), constant(1f / WIDTH));

        double rounding = Math.ulp(1f);
        assertEquals(expected, found, (4 * Math.abs(change) * Math.exp(change) + 12 * Math.abs(expected)) * rounding);
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0.02", "0.3, -0.2", "-2, 3"})
    void isTheMeanUnderPi(float r, float s) {
        Random random = new Random(5);
        float[] q = new float[WIDTH];
        float[] b = new float[WIDTH];
        float[] pi = new float[WIDTH];
        double expected = 0;
        double size = 0;
        for (int i = 0; i < WIDTH; i++) {
            q[i] = (float) random.nextGaussian();
            b[i] = (float) random.nextGaussian();
            pi[i] = random.nextFloat() / WIDTH;
            double d = (double) r * q[i] + (double) s * b[i];
            expected += pi[i] * Math.expm1(d);
            size += pi[i] * Math.abs(d) * Math.exp(Math.abs(d));
        }

        // Of every term's size a dozen roundings: its terms cancel, so that its value is no measure of them
        assertEquals(expected, mean(r, s, q, b, pi), 12 * size * Math.ulp(1f));
    }

    private static double mean(float r, float s, float[] q, float[] b, float[] pi) {
        Expm1Mean mean = new Expm1Mean(WIDTH);
        mean.begin(r, s, 0, Expm1Mean.LEAST_DOUBLINGS);
        mean.add(q, b, pi, WIDTH);
        int needed = mean.doublingsNeeded();
        if (needed > Expm1Mean.LEAST_DOUBLINGS) {
            mean.begin(r, s, 0, needed);
            mean.add(q, b, pi, WIDTH);
        }
        return mean.value();
    }

    private static float[] constant(float value) {
        float[] values = new float[WIDTH];
        Arrays.fill(values, value);
        return values;
    }
}
