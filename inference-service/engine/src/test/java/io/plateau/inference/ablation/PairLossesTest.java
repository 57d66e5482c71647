package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** Both closed forms where all likely tokens move together, against float64 from the same numbers. */
class PairLossesTest {
    private static final int TOKENS = 2_500;
    private static final int LIKELY = 6;

    static double[] shifts() {
        return new double[]{0, 1e-4, -1, 1, -10, 10, -16.6, 16.6, -30, 30, -87, 89, -100, 100, -1e3, 1e3, -1e6, 1e6};
    }

    /** Likely tokens move by the shift, give or take a little; the others by a little. */
    @ParameterizedTest
    @MethodSource("shifts")
    void areRightWhereAllLikelyTokensMoveTogether(double shift) {
        assertBoth(new Given(4, 25, shift, 0, 0.3f), shift);
    }

    /** The others, improbable in float32 even, move instead. */
    @ParameterizedTest
    @MethodSource("shifts")
    void areRightWhereAllUnlikelyTokensMoveTogether(double shift) {
        assertBoth(new Given(5, 120, 0, shift, 0.3f), shift);
    }

    /** With a change of norm, r·q, beside it. */
    @ParameterizedTest
    @ValueSource(floats = {-0.9f, -0.01f, 0.01f, 3})
    void areRightWithAnotherNorm(float r) {
        assertBoth(new Given(6, 200, -100, 2, r), 200 * Math.max(1, Math.abs(r)));
    }

    private static void assertBoth(Given given, double size) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            for (DataType precision : new DataType[]{DataType.FLOAT32, DataType.FLOAT64}) {
                LogitChanges changes = given.changes(manager, precision);
                NeuronDirections.Tile tile = new NeuronDirections.Tile(0, 1,
                        given.tensor(manager, given.b, 1, TOKENS, precision), null, null, null, null);
                // d is rounded by its size, once for the product and once for the mean that is taken out, and then some;
                // in float64 what is left is the rounding of the float32 numbers' differences.
                double tolerance = 4 * (1 + Math.abs(size))
                        * (precision == DataType.FLOAT32 ? Math.ulp(1f) : Math.ulp(1.0) * 8);
                for (int target : new int[]{0, LIKELY - 1, LIKELY, TOKENS - 1}) {
                    double expected = given.difference(target);
                    changes = given.withTarget(changes, target);
                    String what = precision + ", target " + target + ", expected " + expected;
                    assertEquals(expected, new GatheredPairLosses(manager, changes).of(tile, new int[]{0})[0],
                            tolerance, what);
                    if (precision == DataType.FLOAT32) {
                        assertEquals(expected, new StreamedPairLosses(changes).of(tile, new int[]{0})[0], tolerance,
                                what);
                    }
                }
            }
        }
    }

    /** One position and one neuron, s = 1. */
    private static final class Given {
        private final float[] q = new float[TOKENS];
        private final float[] offset = new float[TOKENS];
        private final float[] b = new float[TOKENS];
        private final float r;
        private final double[] pi = new double[TOKENS];

        /** @param gap of logits between the likely tokens, the first ones, and the others */
        Given(long seed, double gap, double likelyShift, double otherShift, float r) {
            Random random = new Random(seed);
            this.r = r;
            for (int v = 0; v < TOKENS; v++) {
                q[v] = (float) ((v < LIKELY ? 0 : -gap) + 0.1 * random.nextGaussian());
                offset[v] = (float) (0.1 * random.nextGaussian());
                b[v] = (float) ((v < LIKELY ? likelyShift : otherShift) + 0.1 * random.nextGaussian());
            }
            double most = 0;
            for (int v = 0; v < TOKENS; v++) {
                most = Math.max(most, (double) q[v] + offset[v]);
            }
            double total = 0;
            for (int v = 0; v < TOKENS; v++) {
                pi[v] = Math.exp((double) q[v] + offset[v] - most);
                total += pi[v];
            }
            for (int v = 0; v < TOKENS; v++) {
                pi[v] /= total;
            }
        }

        LogitChanges changes(NDManager manager, DataType precision) {
            double mean = 0;
            for (int v = 0; v < TOKENS; v++) {
                mean += pi[v] * b[v];
            }
            float[] narrowed = new float[TOKENS];
            for (int v = 0; v < TOKENS; v++) {
                narrowed[v] = (float) pi[v];
            }
            NDArray exactPi = precision == DataType.FLOAT32
                    ? manager.create(narrowed, new Shape(1, TOKENS))
                    : manager.create(pi, new Shape(1, TOKENS));
            return new LogitChanges(null, null, null, tensor(manager, q, 1, TOKENS, precision), exactPi,
                    one(manager, r, precision), one(manager, 1, precision), one(manager, mean, precision), null, null,
                    null,
                    manager.create(offset).toType(precision, false), new int[]{0});
        }

        LogitChanges withTarget(LogitChanges changes, int target) {
            return new LogitChanges(null, null, null, changes.q(), changes.pi(), changes.r(), changes.s(),
                    changes.meanB(), null, null, null, changes.offset(), new int[]{target});
        }

        private static NDArray one(NDManager manager, double value, DataType precision) {
            return manager.create(new double[]{value}, new Shape(1, 1)).toType(precision, false);
        }

        private NDArray tensor(NDManager manager, float[] values, int rows, int columns, DataType precision) {
            return manager.create(values, new Shape(rows, columns)).toType(precision, false);
        }

        /** Loss after minus loss before, each by its own logarithm of a sum. */
        double difference(int target) {
            double[] before = new double[TOKENS];
            double[] after = new double[TOKENS];
            for (int v = 0; v < TOKENS; v++) {
                before[v] = (double) q[v] + offset[v];
                after[v] = before[v] + (double) r * q[v] + b[v];
            }
            double found = loss(after, target) - loss(before, target);
            assertTrue(Double.isFinite(found));
            return found;
        }

        private static double loss(double[] logits, int target) {
            double most = Arrays.stream(logits).max().orElseThrow();
            return most + Math.log(Arrays.stream(logits).map(l -> Math.exp(l - most)).sum()) - logits[target];
        }
    }
}
