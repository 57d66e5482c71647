package io.plateau.inference.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ai.djl.ndarray.NDManager;

import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.contracts.specification.AblationSpecification.Tier;
import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.model.family.ModelFamily;

/** Ablations in every layer of every family against the whole model with a hook, one position and neuron per run. */
class LayerAblationsTest {
    private static final int NEURONS = 6;

    static Stream<GoldenCase> cases() {
        return Stream.of("gpt-neox", "gpt2", "llama-gqa", "qwen2-tied", "qwen3", "mistral-window", "gemma2-capped",
                "olmo2", "phi3")
                .flatMap(name -> GoldenCase.all().stream().filter(g -> g.name().startsWith(name)).limit(1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyLayerIsAsTheWholeModelRunAgain(GoldenCase golden) {
        int[][] contexts = {golden.contexts()[0]};
        int[][] targets = targets(contexts);
        try (InferenceEngine engine = InferenceEngine.load(golden.model(), EngineSettings.defaults());
                NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Transformer model = ModelFamily.loadAny(Checkpoint.open(golden.model()), manager);
            GoldenComparison comparison = new GoldenComparison(golden);
            for (int layer = 0; layer < engine.shape().layers(); layer++) {
                double[] constant = means(engine.at(layer).capture(contexts, targets, List.of()).activations(),
                        engine.shape().neurons());
                float[] twin = EarlierLayer.byHooks(model, manager, layer, contexts, constant, NEURONS);
                NeuronAblation all = engine.at(layer).layer().ablate(contexts, targets,
                        new Replacement.Constant(constant), null);
                assertNull(all.tier());
                double[] expected = IntStream.range(0, twin.length).mapToDouble(i -> twin[i]).toArray();
                comparison.add("layer " + layer, GoldenComparison.LOSSES,
                        EarlierLayer.firstColumns(all.changes().delta(), engine.shape().neurons(), NEURONS), expected);
            }
            comparison.check();
        }
    }

    /** The last layer, whose ablations the closed form also gives. */
    @ParameterizedTest
    @MethodSource("cases")
    void theLastLayerByItsNumberIsTheFinalMlp(GoldenCase golden) {
        int[][] contexts = golden.contexts();
        int[][] targets = targets(contexts);
        try (InferenceEngine engine = InferenceEngine.load(golden.model(), EngineSettings.defaults())) {
            int last = engine.shape().layers() - 1;
            Capture capture = engine.capture(contexts, targets, List.of());
            double[] constant = means(capture.activations(), engine.shape().neurons());
            NeuronAblation byNumber = engine.at(last).layer().ablate(contexts, targets,
                    new Replacement.Constant(constant), null);
            NeuronAblation atTheEnd = engine.neurons().ablate(contexts, targets, constant,
                    new AblationSpecification(Tier.NAIVE, null, null, null, null), 1);
            assertArrayEquals(capture.activations(), byNumber.activation(), 1e-6f);
            float[] expected = atTheEnd.changes().delta();
            GoldenComparison comparison = new GoldenComparison(golden);
            comparison.add("last layer", GoldenComparison.LOSSES, byNumber.changes().delta(),
                    IntStream.range(0, expected.length).mapToDouble(i -> expected[i]).toArray());
            comparison.check();
        }
    }

    /** A twentieth of the way to zero, forth and back, is as the gradient says, up to third derivatives and the rounding of losses. */
    @ParameterizedTest
    @MethodSource("cases")
    void theEstimateIsTheSlopeOfTheExactChange(GoldenCase golden) {
        int[][] contexts = {golden.contexts()[0]};
        int[][] targets = {{0}, {5}, {contexts[0].length - 2}};
        try (InferenceEngine engine = InferenceEngine.load(golden.model(), EngineSettings.defaults())) {
            for (int layer = 0; layer < engine.shape().layers(); layer++) {
                LayerAblations ablations = engine.at(layer).layer();
                double worst = 0;
                double largest = 0;
                for (int[] target : targets) {
                    int[][] one = {target};
                    float[] activation = engine.at(layer).capture(contexts, one, List.of()).activations();
                    float[] estimate = ablations.estimate(contexts, one, constant(activation, 0));
                    float[] forth = ablations.ablate(contexts, one, constant(activation, 0.95), null).changes().delta();
                    float[] back = ablations.ablate(contexts, one, constant(activation, 1.05), null).changes().delta();
                    for (int i = 0; i < estimate.length; i++) {
                        double slope = (forth[i] - (double) back[i]) / 0.1;
                        worst = Math.max(worst, Math.abs(estimate[i] - slope));
                        largest = Math.max(largest, Math.abs(slope));
                    }
                }
                assertTrue(worst < 0.01 * largest + 1e-4, golden + " layer " + layer + ": " + worst + " of " + largest);
            }
        }
    }

    private static Replacement constant(float[] activation, double share) {
        return new Replacement.Constant(
                IntStream.range(0, activation.length).mapToDouble(n -> share * activation[n]).toArray());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void screenedColumnsAreExactWhereTheyAreNamed(GoldenCase golden) {
        int[][] contexts = golden.contexts();
        int[][] targets = targets(contexts);
        int[] exact = {1, 5, 7};
        try (InferenceEngine engine = InferenceEngine.load(golden.model(), EngineSettings.defaults())) {
            LayerAblations ablations = engine.at(0).layer();
            int neurons = engine.shape().neurons();
            Replacement zero = new Replacement.Constant(new double[neurons]);
            float[] estimated = ablations.estimate(contexts, targets, zero);
            float[] screened = ablations.ablateScreened(contexts, targets, zero, estimated, exact, null).changes()
                    .delta();
            float[] all = ablations.ablate(contexts, targets, zero, null).changes().delta();
            for (int i = 0; i < screened.length; i++) {
                if (Arrays.binarySearch(exact, i % neurons) >= 0) {
                    // Batches of another size: the same up to the rounding of a loss.
                    assertEquals(all[i], screened[i], 5e-6f);
                } else {
                    assertEquals(estimated[i], screened[i]);
                }
            }
        }
    }

    private static int[][] targets(int[][] contexts) {
        return Arrays.stream(contexts).map(context -> IntStream.range(0, context.length - 1).toArray())
                .toArray(int[][]::new);
    }

    private static double[] means(float[] values, int columns) {
        double[] means = new double[columns];
        for (int i = 0; i < values.length; i++) {
            means[i % columns] += (double) values[i] * columns / values.length;
        }
        return means;
    }
}
