package io.plateau.inference.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.ablation.AblationBlock;
import io.plateau.inference.ablation.ClosedForm;
import io.plateau.inference.ablation.Moments;
import io.plateau.inference.ablation.NeuronDirections;
import io.plateau.inference.ablation.Series;
import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.model.Embedding;
import io.plateau.inference.model.Linear;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.model.family.ModelFamily;
import io.plateau.inference.parallel.Workers;

/** What changes no prediction changes no loss and no loss change, from the tokens on, by the closed form and the moments. */
class InvarianceTest {
    private static final Workers WORKERS = new Workers(2);
    private static final NDManager MANAGER = NDManager.newBaseManager("PyTorch");
    /** Of loss changes of up to 1 nat: a dozen roundings of float32. */
    private static final double CHANGES = 1e-6;
    /** Of losses of about 5 nats from logits of up to 20: each is rounded, and so is their sum of exponentials. */
    private static final double LOSSES = 5e-6;

    /** Losses, then loss changes by the closed form, then by the moments. */
    private record Found(float[] losses, float[] closed, float[] moments) {
        static Found of(Transformer model, GoldenCase golden, int[] tokenOf) {
            int[][] contexts = Arrays.stream(golden.contexts())
                    .map(context -> Arrays.stream(context).map(token -> tokenOf[token]).toArray())
                    .toArray(int[][]::new);
            try (NDManager call = MANAGER.newSubManager()) {
                int[] targets = IntStream.range(0, contexts[0].length - 1).toArray();
                FinalMlp[] ends = Arrays.stream(contexts)
                        .map(context -> FinalMlp.of(model, call, context, targets, null))
                        .toArray(FinalMlp[]::new);
                FinalMlp end = FinalMlp.joined(call, ends);
                int[] next = Arrays.stream(contexts).flatMapToInt(context -> Arrays.stream(context).skip(1)).toArray();
                AblationBlock block = AblationBlock.of(end.residual(), end.activation(),
                        golden.values("mean_activation"), next);
                return new Found(end.baselineLoss(),
                        new ClosedForm(new NeuronDirections(MANAGER, model, 0, DataType.FLOAT64), WORKERS).ablate(block)
                                .delta(),
                        new Moments(new NeuronDirections(MANAGER, model, 0, DataType.FLOAT32), WORKERS,
                                new Series(3, 0.05), 0, 1).ablate(block).delta());
            }
        }

        void assertSame(Found other) {
            assertTrue(IntStream.range(0, closed.length).anyMatch(i -> Math.abs(closed[i]) > 1e-2),
                    "there must be something to find");
            assertClose("losses", losses, other.losses, LOSSES);
            assertClose("closed form", closed, other.closed, CHANGES);
            assertClose("moments", moments, other.moments, CHANGES);
        }

        private static void assertClose(String what, float[] expected, float[] found, double tolerance) {
            assertEquals(expected.length, found.length);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], found[i], tolerance * Math.max(1, Math.abs(expected[i])), what + " " + i);
            }
        }
    }

    @AfterAll
    static void close() {
        WORKERS.close();
        MANAGER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-neox", "gpt2"})
    void oneVectorAddedToEveryRowOfTheUnembedding(String name) {
        Given given = Given.of(name);
        NDArray weight = given.model.unembedding().weight();
        // As large as the rows themselves: what it adds to them rounds them by no more than they are rounded already.
        double size = Math.sqrt(weight.square().mean().getFloat());
        NDArray vector = normal(given.model.width(), size);

        given.found.assertSame(Found.of(given.with(given.model.embedding().tokens(),
                new Linear(weight.add(vector), given.model.unembedding().bias())), given.golden, given.same()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-neox", "gpt2"})
    void theVocabularyPermuted(String name) {
        Given given = Given.of(name);
        int vocabulary = given.model.vocabulary();
        List<Integer> shuffled = new ArrayList<>(IntStream.range(0, vocabulary).boxed().toList());
        Collections.shuffle(shuffled, new Random(3));
        int[] tokenOf = new int[vocabulary];
        for (int row = 0; row < vocabulary; row++) {
            tokenOf[shuffled.get(row)] = row;
        }
        NDArray rows = MANAGER.create(shuffled.stream().mapToLong(i -> i).toArray());
        Linear unembedding = given.model.unembedding();

        given.found.assertSame(Found.of(given.with(given.model.embedding().tokens().get(new NDIndex("{}", rows)),
                new Linear(unembedding.weight().get(new NDIndex("{}", rows)),
                        unembedding.bias() == null ? null : unembedding.bias().get(new NDIndex("{}", rows)))),
                given.golden, tokenOf));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-100, 0.5, 4, 1000})
    void aConstantAddedToTheBiasOfTheOutput(double constant) {
        Given given = Given.of("gpt-neox");
        // A bias whose sum with the constant is exact, so that it is the constant alone that is tried.
        float[] eighths = new float[given.model.vocabulary()];
        for (int v = 0; v < eighths.length; v++) {
            eighths[v] = (v % 7 - 3) / 8f;
        }
        NDArray bias = MANAGER.create(eighths);
        NDArray weight = given.model.unembedding().weight();
        Found without = Found.of(given.with(given.model.embedding().tokens(), new Linear(weight, bias)), given.golden,
                given.same());
        Found with = Found.of(given.with(given.model.embedding().tokens(), new Linear(weight, bias.add(constant))),
                given.golden, given.same());

        assertTrue(IntStream.range(0, without.closed.length).anyMatch(i -> Math.abs(without.closed[i]) > 1e-2));
        Found.assertClose("closed form", without.closed, with.closed, CHANGES);
        Found.assertClose("moments", without.moments, with.moments, CHANGES);
        Found.assertClose("losses", without.losses, with.losses, LOSSES);
    }

    private static NDArray normal(int length, double deviation) {
        Random random = new Random(5);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return MANAGER.create(values);
    }

    private record Given(GoldenCase golden, Transformer model, Found found) {
        static Given of(String name) {
            GoldenCase golden = GoldenCase.named(name);
            Transformer model = ModelFamily.loadAny(Checkpoint.open(golden.model()), MANAGER);
            return new Given(golden, model,
                    Found.of(model, golden, IntStream.range(0, model.vocabulary()).toArray()));
        }

        int[] same() {
            return IntStream.range(0, model.vocabulary()).toArray();
        }

        Transformer with(NDArray embedding, Linear unembedding) {
            return new Transformer(model.family(), model.maxContext(),
                    new Embedding(embedding, model.embedding().positions(), 1),
                    model.layers(), model.finalNorm(), unembedding);
        }
    }
}
