package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ai.djl.ndarray.types.DataType;

/** The bound on the remainder, in float64 and without a model. */
class GuardTest {
    private static final int TOKENS = 300;

    @ParameterizedTest
    @CsvSource({"2, 0", "2, 1e-3", "2, 0.999", "2, 1.001", "2, 30", "3, 0", "3, 1e-3", "3, 0.999", "3, 1.001", "3, 30"})
    void theIntegralIsThatOfTheRemainder(int k, double x) {
        int steps = 100_000;
        double factorial = k == 2 ? 2 : 6;
        double sum = IntStream.range(0, steps).mapToDouble(i -> {
            double t = (i + 0.5) / steps;
            return Math.pow(1 - t, k) / factorial * Math.exp(t * x) / steps;
        }).sum();

        // The midpoint rule's error falls with the square of the step times that of x.
        assertEquals(1, Guard.integral(k, x) / sum, 1e-7);
    }

    /**
     * Predictions from flat to all but certain, changes of every size, and one token whose logit, or whose change, is far
     * from the others'.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void boundsTheErrorOfTheSeries(int order) {
        Guard guard = new Guard(order, 0.05, DataType.FLOAT64);
        Random random = new Random(17);
        double tightest = 0;
        for (int trial = 0; trial < 20_000; trial++) {
            double[] logits = random.doubles(TOKENS, -1, 1).toArray();
            double[] d = new double[TOKENS];
            double sharpness = Math.pow(10, -2 + 4 * random.nextDouble());
            double size = Math.pow(10, -3 + 4 * random.nextDouble());
            for (int v = 0; v < TOKENS; v++) {
                logits[v] *= sharpness;
                d[v] = size * random.nextGaussian();
            }
            if (trial % 3 == 1) {
                logits[random.nextInt(TOKENS)] += 40 * random.nextDouble();
            } else if (trial % 3 == 2) {
                d[random.nextInt(TOKENS)] += 40 * random.nextGaussian();
            }
            Found found = Found.of(logits, d);
            double bound = guard.bound(found.variance, found.upper, found.lower, Math.max(found.upper, found.lower));
            double error = Math.abs(found.exact - found.series(order));

            // The mean that is taken out is rounded, and so are the sums of 300 terms around it.
            double rounding = 64 * Math.ulp(1.0)
                    * (Math.abs(found.mean) + Math.sqrt(found.variance) + found.exact);
            assertTrue(error <= bound + rounding, "trial " + trial + ": error " + error + ", bound " + bound);
            tightest = Math.max(tightest, found.upper < 1 ? error / bound : 0);
        }
        // The bound must not be vacuous: some error comes close to it.
        assertTrue(tightest > 0.1, "the tightest bound was only " + tightest + " used up");
    }

    /** A token of probability 1e-12 that an ablation lifts by 28.5: a standard deviation of 3e-5, a change of 1.2 nats. */
    @Test
    void anImprobableTokenThatIsLiftedIsSeen() {
        double[] logits = {0, -27.63, -40};
        double[] d = {0, 28.5, 0};
        Found found = Found.of(logits, d);

        assertTrue(Math.sqrt(found.variance) < 5e-5, "variance " + found.variance);
        assertTrue(found.exact > 1, "change " + found.exact);
        assertTrue(new Guard(3, 0.5, DataType.FLOAT64).refuses(found.variance, found.upper, found.lower, 28.5));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aNormalChangeUpToTheStandardDeviationPasses(int order) {
        Guard guard = new Guard(order, 0.05, DataType.FLOAT32);

        // Ranges of 4.5 standard deviations, as of 50,000 normal numbers
        assertFalse(guard.refuses(0.045 * 0.045, 4.5 * 0.045, 4.5 * 0.045, 4.5 * 0.045));
        assertTrue(guard.refuses(0.051 * 0.051, 0.1, 0.1, 0.1), "the standard deviation still counts");
    }

    @ParameterizedTest
    @CsvSource({"NaN, 0.1, 0.1, 0.1", "1e-4, NaN, 0.1, 0.1", "1e-4, 0.1, NaN, 0.1", "1e-4, 0.1, 0.1, NaN",
            "1e-4, Infinity, 0.1, Infinity", "Infinity, 0.1, 0.1, 0.1"})
    void whatIsNotANumberIsRefused(double variance, double upper, double lower, double size) {
        assertTrue(new Guard(3, 0.05, DataType.FLOAT32).refuses(variance, upper, lower, size));
        assertTrue(new Guard(2, 0.05, DataType.FLOAT32).refuses(variance, upper, lower, size));
    }

    /** Rounding can make a variance negative. */
    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, 0, 1e-12})
    void aStandardDeviationOfZeroRefusesEverything(double variance) {
        assertTrue(new Guard(3, 0, DataType.FLOAT64).refuses(variance, 0, 0, 0));
        assertTrue(new Guard(2, 0, DataType.FLOAT64).refuses(variance, 0, 0, 0));
    }

    /** Cumulants of d under the softmax of the logits, by plain summation around the mean. */
    private record Found(double exact, double mean, double variance, double third, double upper, double lower) {
        static Found of(double[] logits, double[] d) {
            double most = Arrays.stream(logits).max().orElseThrow();
            double[] pi = Arrays.stream(logits).map(l -> Math.exp(l - most)).toArray();
            double total = Arrays.stream(pi).sum();
            double mean = 0;
            for (int v = 0; v < d.length; v++) {
                pi[v] /= total;
                mean += pi[v] * d[v];
            }
            double[] centred = new double[d.length];
            double variance = 0;
            double third = 0;
            double growth = 0;
            for (int v = 0; v < d.length; v++) {
                centred[v] = d[v] - mean;
                variance += pi[v] * centred[v] * centred[v];
                third += pi[v] * Math.pow(centred[v], 3);
                growth += pi[v] * Math.expm1(centred[v]);
            }
            return new Found(Math.log1p(growth), mean, variance, third,
                    Math.max(0, Arrays.stream(centred).max().orElseThrow()),
                    Math.max(0, -Arrays.stream(centred).min().orElseThrow()));
        }

        double series(int order) {
            return variance / 2 + (order == 3 ? third / 6 : 0);
        }
    }
}
