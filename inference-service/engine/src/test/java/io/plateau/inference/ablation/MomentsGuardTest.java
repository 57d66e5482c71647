package io.plateau.inference.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.engine.GoldenCase;
import io.plateau.inference.model.Attention;
import io.plateau.inference.model.Embedding;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.LayerNorm;
import io.plateau.inference.model.Linear;
import io.plateau.inference.model.NonLinearity;
import io.plateau.inference.model.PlainMlp;
import io.plateau.inference.model.Residual;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.model.family.ModelFamily;
import io.plateau.inference.parallel.Workers;

/**
 * The moments against the closed form in float64: on every golden case and on models made to mislead a guard. No pair may be
 * off by more than the remainder that the guard allows, and float32's rounding.
 */
class MomentsGuardTest {
    private static final Workers WORKERS = new Workers(2);
    private static final NDManager MANAGER = NDManager.newBaseManager("PyTorch");
    private static final int WIDTH = 24;
    private static final int NEURONS = 40;
    private static final int VOCABULARY = 700;
    private static final int POSITIONS = 30;

    /** @param spread of the baseline logits: what d is made of, and so what it is rounded by */
    private record Given(String name, Transformer model, AblationBlock block, double spread) {
        @Override
        public String toString() {
            return name;
        }
    }

    @AfterAll
    static void close() {
        WORKERS.close();
        MANAGER.close();
    }

    static Stream<Given> models() {
        return Stream.concat(
                Stream.concat(GoldenCase.all().stream(), Stream.of("hf-gpt2-peaked-softmax").map(GoldenCase::named))
                        .filter(golden -> golden.has("mean_activation") && hasClosedForm(golden))
                        .map(MomentsGuardTest::golden),
                Stream.of(random("ordinary", 1, 0), random("flat", 1e-3, 0), random("peaked", 12, 0),
                        random("very peaked", 120, 0), random("one huge logit", 1, 1), random("one huge neuron", 1, 2),
                        random("peaked, one huge neuron", 12, 2), random("one huge logit, one huge neuron", 1, 3)));
    }

    private static boolean hasClosedForm(GoldenCase golden) {
        return ModelFamily.shapeOfAny(Checkpoint.open(golden.model())).closedForm();
    }

    @ParameterizedTest
    @MethodSource("models")
    void noPairIsFurtherOffThanTheGuardAllows(Given given) {
        LossChanges exact = new ClosedForm(directions(given, DataType.FLOAT64), WORKERS).ablate(given.block);
        for (DataType precision : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
            NeuronDirections directions = directions(given, precision);
            for (int order : new int[]{2, 3}) {
                for (double deviation : new double[]{0.02, 0.05, 0.3}) {
                    LossChanges found = new Moments(directions, WORKERS, new Series(order, deviation), 0,
                            1)
                            .ablate(given.block);
                    double allowed = new Guard(order, deviation, precision).allowed();
                    for (int i = 0; i < exact.delta().length; i++) {
                        double rounding = rounding(precision, given.spread, exact.delta()[i]);
                        double error = Math.abs(found.delta()[i] - exact.delta()[i]);
                        assertTrue(error <= allowed + rounding,
                                given + ", " + precision + ", order " + order + ", guard " + deviation + ", pair " + i
                                        + ": error " + error + ", allowed " + allowed + ", rounding " + rounding);
                    }
                }
            }
        }
    }

    /** Results are float32 whatever the arithmetic; d is a difference of logits, of which a few roundings remain. */
    private static double rounding(DataType precision, double spread, double delta) {
        double result = Math.ulp(1f) * Math.abs(delta);
        return precision == DataType.FLOAT64 ? result + 1e-9 : result + 16 * Math.ulp(1f) * Math.max(1, spread);
    }

    /** Nothing would be gained by a bound that sends everything to the closed form. */
    @Test
    void mostPairsOfOrdinaryModelsPass() {
        for (String name : List.of("gpt-neox", "tiny-neox", "tiny-gpt2")) {
            Given given = golden(GoldenCase.named(name));
            LossChanges found = new Moments(directions(given, DataType.FLOAT32), WORKERS, new Series(3, 0.05),
                    0, 1).ablate(given.block);
            LossChanges wider = new Moments(directions(given, DataType.FLOAT32), WORKERS, new Series(3, 0.05),
                    0, 1, null, MomentEffects.EVERY, deviation -> new Guard(3, deviation, DataType.FLOAT32) {
                        @Override
                        boolean refuses(double variance, double upper, double lower, double size) {
                            return !(variance < deviation * deviation);
                        }
                    }).ablate(given.block);
            System.out.printf("%s: %.2f %% in closed form, %.2f %% by the standard deviation alone%n", name,
                    100 * found.shareClosedForm(), 100 * wider.shareClosedForm());
            assertTrue(found.shareClosedForm() < 4 * wider.shareClosedForm() + 0.02,
                    name + ": " + found.shareClosedForm());
        }
    }

    @Test
    void aPeakedPredictionDoesNotBlindTheGuard() {
        Given given = golden(GoldenCase.named("hf-gpt2-peaked-softmax"));
        double[] expected = GoldenCase.named("hf-gpt2-peaked-softmax").values("delta_loss");
        LossChanges found = new Moments(directions(given, DataType.FLOAT32), WORKERS, new Series(3, 0.05), 0, 1)
                .ablate(given.block);

        int pair = 11 * (expected.length / given.block.positions()) + 53;
        // Of logits around 200 float32 leaves 2e-5, and a forward pass makes several of it.
        assertEquals(-8.15, expected[pair], 0.005);
        assertEquals(expected[pair], found.delta()[pair], 2e-4);
    }

    private static NeuronDirections directions(Given given, DataType precision) {
        return new NeuronDirections(MANAGER, given.model, 0, precision);
    }

    private static Given golden(GoldenCase golden) {
        GoldenBlock given = GoldenBlock.of(golden, MANAGER);
        return new Given(golden.name(), given.model(), given.block(), spread(given.model(), given.block()));
    }

    /**
     * @param sharpness of the prediction
     * @param huge 1: one token's unembedding, 2: one neuron's output, 3: both
     */
    private static Given random(String name, double sharpness, int huge) {
        Random random = new Random(name.hashCode());
        NDArray unembedding = normal(random, sharpness, VOCABULARY, WIDTH);
        NDArray down = normal(random, 0.3, WIDTH, NEURONS);
        if ((huge & 1) != 0) {
            unembedding.set(new NDIndex("17"), unembedding.get("17").mul(60));
        }
        if ((huge & 2) != 0) {
            down.set(new NDIndex(":, 5"), down.get(":, 5").mul(150));
        }
        LayerNorm norm = new LayerNorm(MANAGER.ones(new Shape(WIDTH)), MANAGER.zeros(new Shape(WIDTH)), 1e-5f);
        FeedForward feedForward = new FeedForward(norm, new PlainMlp(
                new Linear(normal(random, 1, NEURONS, WIDTH), null), NonLinearity.GELU, new Linear(down, null)));
        Layer layer = new Layer(0, (Attention) null, feedForward, Residual.PARALLEL);
        Transformer model = new Transformer("gpt_neox", POSITIONS, new Embedding(unembedding), List.of(layer), norm,
                new Linear(unembedding, null));
        NDArray change = normal(random, 0.3, POSITIONS, NEURONS);
        // What a neuron wrote is in the residual.
        NDArray residual = normal(random, 1, POSITIONS, WIDTH).sub(change.matMul(down.transpose()));
        AblationBlock block = new AblationBlock(residual, change, null,
                random.ints(POSITIONS, 0, VOCABULARY).toArray());
        return new Given(name, model, block, spread(model, block));
    }

    private static NDArray normal(Random random, double deviation, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return MANAGER.create(values, new Shape(rows, columns));
    }

    private static double spread(Transformer model, AblationBlock block) {
        NDArray logits = model.logits(block.residual());
        return logits.max().getFloat() - logits.min().getFloat();
    }
}
