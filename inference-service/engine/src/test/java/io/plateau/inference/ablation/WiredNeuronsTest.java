package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.model.Attention;
import io.plateau.inference.model.CausalMask;
import io.plateau.inference.model.Embedding;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.FusedProjections;
import io.plateau.inference.model.HeadOrder;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.LayerNorm;
import io.plateau.inference.model.Linear;
import io.plateau.inference.model.NonLinearity;
import io.plateau.inference.model.PlainMlp;
import io.plateau.inference.model.PositionCode;
import io.plateau.inference.model.Residual;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Workers;

/**
 * A final MLP wired by hand: a neuron that writes where the unembedding does not read, one that writes along the frequencies of tokens,
 * one that promotes a token and one that suppresses it. Their effects are of the kind that they were made for.
 */
class WiredNeuronsTest {
    private static final int WIDTH = 32;
    private static final int NEURONS = 40;
    private static final int VOCABULARY = 120;
    private static final int POSITIONS = 6_000;
    /** Dimensions that the unembedding hardly reads. */
    private static final int DEAF = 4;
    private static final int PROMOTED = 17;
    private static final int CONFIDENCE = 0;
    private static final int FREQUENCY = 1;
    private static final int PREDICTION = 2;
    private static final int SUPPRESSION = 3;

    private final Random random = new Random(5);
    private final UnigramDirection unigram = UnigramDirection.of(
            IntStream.range(0, VOCABULARY).mapToLong(v -> 100_000L / (v + 1)).toArray(), VOCABULARY);

    @Test
    void effectsAreOfTheKindThatTheNeuronsWereMadeFor() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch"); Workers workers = new Workers(1)) {
            float[][] unembedding = unembedding();
            float[][] written = written(unembedding);
            Transformer model = model(manager, unembedding, written);
            float[][] activation = new float[POSITIONS][NEURONS];
            int[] next = new int[POSITIONS];
            float[][] residual = new float[POSITIONS][WIDTH];
            for (int p = 0; p < POSITIONS; p++) {
                for (int n = 0; n < NEURONS; n++) {
                    activation[p][n] = (float) random.nextGaussian();
                }
                activation[p][PREDICTION] = p % 3 == 0 ? 2 : 0;
                activation[p][SUPPRESSION] = p % 3 == 1 ? 2 : 0;
                for (int d = 0; d < WIDTH; d++) {
                    double sum = random.nextGaussian();
                    for (int n = 0; n < NEURONS; n++) {
                        sum += activation[p][n] * written[n][d];
                    }
                    residual[p][d] = (float) sum;
                }
            }
            NDArray end = manager.create(flat(residual), new Shape(POSITIONS, WIDTH));
            float[] logits = model.logits(end).toFloatArray();
            for (int p = 0; p < POSITIONS; p++) {
                next[p] = p % 3 == 0 || p % 3 == 1 ? PROMOTED : drawn(logits, p);
            }
            double[] mean = IntStream.range(0, NEURONS)
                    .mapToDouble(n -> IntStream.range(0, POSITIONS).mapToDouble(p -> activation[p][n]).average()
                            .orElseThrow())
                    .toArray();
            AblationBlock block = AblationBlock.of(end,
                    manager.create(flat(activation), new Shape(POSITIONS, NEURONS)), mean, next);
            NeuronDirections directions = new NeuronDirections(manager, model, 0, DataType.FLOAT64);

            LossChanges found = new EffectsInClosedForm(directions, workers, unigram).ablate(block);
            WeightProperties weights = WeightProperties.of(manager, model, DEAF, unigram);

            // Where the token that follows is drawn from the prediction, no first-order change is left on average.
            double[] total = means(found.delta(), p -> p % 3 == 2);
            double[] direct = means(found.effects().direct(), p -> p % 3 == 2);
            double[] frozen = means(found.effects().withUnigramFrozen(), p -> p % 3 == 2);
            double normMediated = Math.abs(total[CONFIDENCE] - direct[CONFIDENCE]) / Math.abs(total[CONFIDENCE]);
            double byFrequency = Math.abs(total[FREQUENCY] - frozen[FREQUENCY]) / Math.abs(total[FREQUENCY]);
            assertTrue(normMediated > 0.9, "norm-mediated share " + normMediated);
            assertTrue(weights.nullSpaceShare()[CONFIDENCE] > 0.95, Arrays.toString(weights.nullSpaceShare()));
            assertTrue(Arrays.stream(weights.nullSpaceShare()).skip(1).max().orElseThrow() < 0.7,
                    Arrays.toString(weights.nullSpaceShare()));
            assertTrue(byFrequency > 0.7, "frequency-mediated share " + byFrequency);
            assertTrue(weights.unigramAlignment()[FREQUENCY] > 0.9, Arrays.toString(weights.unigramAlignment()));
            // Where they are active, direct effects dominate and have the sign that the neurons were made for.
            double[] promoting = means(found.effects().direct(), p -> p % 3 == 0);
            double[] suppressing = means(found.effects().direct(), p -> p % 3 == 1);
            String shown = String.format(Locale.ROOT, "direct effects %.4f and %.4f", promoting[PREDICTION],
                    suppressing[SUPPRESSION]);
            assertTrue(promoting[PREDICTION] > 0.1 && suppressing[SUPPRESSION] < -0.1, shown);
            double[] there = means(found.delta(), p -> p % 3 == 0);
            assertTrue(Math.abs(there[PREDICTION] - promoting[PREDICTION]) < 0.5 * promoting[PREDICTION], shown);
        }
    }

    /** Random rows; the first direction is the unigram direction, the last few are hardly read. */
    private float[][] unembedding() {
        float[][] rows = new float[VOCABULARY][WIDTH];
        for (int v = 0; v < VOCABULARY; v++) {
            rows[v][0] = (float) (3 * unigram.direction()[v]);
            for (int d = 1; d < WIDTH; d++) {
                rows[v][d] = (float) (random.nextGaussian() * (d < WIDTH - DEAF ? 0.4 : 1e-3));
            }
        }
        return rows;
    }

    private float[][] written(float[][] unembedding) {
        float[][] rows = new float[NEURONS][WIDTH];
        for (int n = 0; n < NEURONS; n++) {
            for (int d = 0; d < WIDTH - DEAF; d++) {
                rows[n][d] = (float) (0.1 * random.nextGaussian());
            }
        }
        // The norm centres: what is deaf is a difference of deaf dimensions.
        rows[CONFIDENCE] = new float[WIDTH];
        rows[CONFIDENCE][WIDTH - 1] = 3;
        rows[CONFIDENCE][WIDTH - 2] = -3;
        rows[FREQUENCY] = new float[WIDTH];
        rows[FREQUENCY][0] = 1.5f;
        for (int d = WIDTH - DEAF; d < WIDTH; d++) {
            rows[FREQUENCY][d] = -1.5f / DEAF;
        }
        rows[PREDICTION] = scaled(unembedding[PROMOTED], 0.6f);
        rows[SUPPRESSION] = scaled(unembedding[PROMOTED], -0.6f);
        return rows;
    }

    private static float[] scaled(float[] row, float by) {
        float[] scaled = new float[WIDTH];
        for (int d = 1; d < WIDTH - DEAF; d++) {
            scaled[d] = by * row[d];
        }
        return scaled;
    }

    private Transformer model(NDManager manager, float[][] unembedding, float[][] written) {
        NDArray rows = manager.create(flat(unembedding), new Shape(VOCABULARY, WIDTH));
        NDArray down = manager.create(flat(written), new Shape(NEURONS, WIDTH)).transpose();
        Attention attention = new Attention(2, norm(manager),
                new FusedProjections(new Linear(manager.zeros(new Shape(3L * WIDTH, WIDTH)), null),
                        HeadOrder.HEAD_FIRST, 2),
                PositionCode.NONE, new CausalMask(manager), 1,
                new Linear(manager.zeros(new Shape(WIDTH, WIDTH)), null));
        FeedForward feedForward = new FeedForward(norm(manager), new PlainMlp(
                new Linear(manager.zeros(new Shape(NEURONS, WIDTH)), null), NonLinearity.GELU, new Linear(down, null)));
        return new Transformer("gpt_neox", 16, new Embedding(rows),
                List.of(new Layer(0, attention, feedForward, Residual.PARALLEL)), norm(manager),
                new Linear(rows, null));
    }

    private static LayerNorm norm(NDManager manager) {
        return new LayerNorm(manager.ones(new Shape(WIDTH)), manager.zeros(new Shape(WIDTH)), 1e-5f);
    }

    /** A token by the model's own prediction. */
    private int drawn(float[] logits, int position) {
        double[] weights = IntStream.range(0, VOCABULARY).mapToDouble(v -> Math.exp(logits[position * VOCABULARY + v]))
                .toArray();
        double rest = random.nextDouble() * Arrays.stream(weights).sum();
        int token = 0;
        while (token < VOCABULARY - 1 && rest > weights[token]) {
            rest -= weights[token++];
        }
        return token;
    }

    private interface Positions {
        boolean has(int position);
    }

    private static double[] means(float[] values, Positions some) {
        int[] chosen = IntStream.range(0, POSITIONS).filter(some::has).toArray();
        return IntStream.range(0, NEURONS).mapToDouble(
                n -> IntStream.of(chosen).mapToDouble(p -> values[p * NEURONS + n]).average().orElseThrow()).toArray();
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
        }
        return flat;
    }
}
