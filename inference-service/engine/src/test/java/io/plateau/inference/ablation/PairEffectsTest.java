package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** Effects in closed form, streamed and gathered, against two softmaxes in float64 from the same numbers. */
class PairEffectsTest {
    private static final int TOKENS = 2_500;
    private static final int POSITIONS = 2;
    private static final int NEURONS = 3;

    /** Of a change that the series takes at once, of one that it halves more often, and of one that is left to float64. */
    @ParameterizedTest
    @CsvSource({"1e-3, 1e-3", "0.3, -0.01", "1, 0.2", "4, -0.3", "30, 0.02"})
    void areThoseOfTwoPredictions(float written, float r) {
        Given given = new Given(written, r);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            LogitChanges changes = given.changes(manager);
            NeuronDirections.Tile tile = new NeuronDirections.Tile(0, NEURONS,
                    manager.create(given.flat(given.b), new Shape(NEURONS, TOKENS)), null, null, null, null);
            PairEffects gathered = new GatheredPairEffects(manager, changes, given.unigram);
            int[] pairs = IntStream.range(0, POSITIONS * NEURONS).toArray();
            for (PairEffects tried : new PairEffects[]{gathered,
                    new StreamedPairEffects(changes, given.unigram, gathered)}) {
                float[] total = new float[pairs.length];
                NeuronEffects effects = new NeuronEffects(pairs.length);
                tried.of(tile, pairs, total, effects, pairs);
                for (int pair : pairs) {
                    double[] expected = given.effects(pair / NEURONS, pair % NEURONS);
                    double[] found = {total[pair], effects.direct()[pair], effects.withUnigramFrozen()[pair],
                            effects.entropyChange()[pair], effects.unigramKlChange()[pair]};
                    // Each is a sum of products of changes and log-probabilities, all rounded to float32: a dozen roundings of the
                    // largest change times the largest log-probability, and those of the sums.
                    double tolerance = 12 * Math.ulp(1f) * given.size(pair / NEURONS, pair % NEURONS);
                    for (int i = 0; i < found.length; i++) {
                        assertEquals(expected[i], found[i], tolerance,
                                tried.getClass().getSimpleName() + ", pair " + pair + ", value " + i);
                    }
                }
            }
        }
    }

    private static final class Given {
        private final float[][] q = new float[POSITIONS][TOKENS];
        private final float[] offset = new float[TOKENS];
        private final float[][] b = new float[NEURONS][TOKENS];
        private final float[] r = new float[POSITIONS * NEURONS];
        private final float[] s = new float[POSITIONS * NEURONS];
        private final int[] next = {3, TOKENS - 1};
        private final UnigramDirection unigram = UnigramDirection
                .of(IntStream.range(0, TOKENS).mapToLong(v -> 1_000_000L / (v + 1)).toArray(), TOKENS);

        Given(float written, float rescaling) {
            Random random = new Random(7);
            for (int v = 0; v < TOKENS; v++) {
                offset[v] = (float) random.nextGaussian();
                for (int p = 0; p < POSITIONS; p++) {
                    q[p][v] = (float) (3 * random.nextGaussian());
                }
                for (int n = 0; n < NEURONS; n++) {
                    b[n][v] = (float) (random.nextGaussian() - (n == 2 ? 0.3 * Math.log(v + 1) : 0));
                }
            }
            for (int p = 0; p < POSITIONS; p++) {
                double[] pi = softmax(logits(p));
                float[] row = q[p];
                float mean = (float) IntStream.range(0, TOKENS).mapToDouble(v -> pi[v] * row[v]).sum();
                for (int v = 0; v < TOKENS; v++) {
                    row[v] -= mean;
                }
            }
            for (int pair = 0; pair < r.length; pair++) {
                r[pair] = rescaling;
                s[pair] = pair % 2 == 0 ? written : -written;
            }
        }

        LogitChanges changes(NDManager manager) {
            float[] pi = new float[POSITIONS * TOKENS];
            float[] meanB = new float[POSITIONS * NEURONS];
            for (int p = 0; p < POSITIONS; p++) {
                double[] exact = softmax(logits(p));
                for (int v = 0; v < TOKENS; v++) {
                    pi[p * TOKENS + v] = (float) exact[v];
                }
                for (int n = 0; n < NEURONS; n++) {
                    float[] row = b[n];
                    meanB[p * NEURONS + n] = (float) IntStream.range(0, TOKENS).mapToDouble(v -> exact[v] * row[v])
                            .sum();
                }
            }
            Shape pairs = new Shape(POSITIONS, NEURONS);
            return new LogitChanges(null, null, null, manager.create(flat(q), new Shape(POSITIONS, TOKENS)),
                    manager.create(pi, new Shape(POSITIONS, TOKENS)), tensor(manager, r, pairs),
                    tensor(manager, s, pairs), tensor(manager, meanB, pairs), null, null, null, manager.create(offset),
                    next);
        }

        private static NDArray tensor(NDManager manager, float[] values, Shape shape) {
            return manager.create(values, shape).toType(DataType.FLOAT32, false);
        }

        float[] flat(float[][] rows) {
            float[] flat = new float[rows.length * TOKENS];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = rows[i / TOKENS][i % TOKENS];
            }
            return flat;
        }

        /** Total, direct, with the unigram direction frozen, entropy, KL to the unigram distribution. */
        double[] effects(int position, int neuron) {
            int pair = position * NEURONS + neuron;
            double[] before = logits(position);
            double[] after = before.clone();
            double[] direct = before.clone();
            double along = 0;
            for (int v = 0; v < TOKENS; v++) {
                double change = (double) r[pair] * q[position][v] + (double) s[pair] * b[neuron][v];
                after[v] += change;
                direct[v] += s[pair] / (1.0 + r[pair]) * b[neuron][v];
                along += change * unigram.direction()[v];
            }
            double[] frozen = after.clone();
            for (int v = 0; v < TOKENS; v++) {
                frozen[v] -= along * unigram.direction()[v];
            }
            double entropy = entropy(after) - entropy(before);
            double loss = loss(before, next[position]);
            return new double[]{loss(after, next[position]) - loss, loss(direct, next[position]) - loss,
                    loss(frozen, next[position]) - loss, entropy,
                    -entropy - unigram.length() * (aligned(after) - aligned(before))};
        }

        /** The largest change of a logit times the largest log-probability. */
        double size(int position, int neuron) {
            int pair = position * NEURONS + neuron;
            double most = 0;
            for (int v = 0; v < TOKENS; v++) {
                most = Math.max(most, Math.abs(r[pair] * q[position][v]) + Math.abs(s[pair] * b[neuron][v]));
            }
            double[] before = logits(position);
            double least = Arrays.stream(before).min().orElseThrow();
            return most * Math.max(1, loss(before, 0) + before[0] - least);
        }

        private double aligned(double[] logits) {
            double[] pi = softmax(logits);
            return IntStream.range(0, TOKENS).mapToDouble(v -> pi[v] * unigram.direction()[v]).sum();
        }

        private double[] logits(int position) {
            return IntStream.range(0, TOKENS).mapToDouble(v -> (double) q[position][v] + offset[v]).toArray();
        }

        private static double entropy(double[] logits) {
            double[] pi = softmax(logits);
            double logSum = loss(logits, 0) + logits[0];
            return IntStream.range(0, TOKENS).mapToDouble(v -> pi[v] * (logSum - logits[v])).sum();
        }

        private static double[] softmax(double[] logits) {
            double most = Arrays.stream(logits).max().orElseThrow();
            double[] weights = Arrays.stream(logits).map(z -> Math.exp(z - most)).toArray();
            double sum = Arrays.stream(weights).sum();
            return Arrays.stream(weights).map(w -> w / sum).toArray();
        }

        private static double loss(double[] logits, int target) {
            double most = Arrays.stream(logits).max().orElseThrow();
            return most + Math.log(Arrays.stream(logits).map(z -> Math.exp(z - most)).sum()) - logits[target];
        }
    }
}
