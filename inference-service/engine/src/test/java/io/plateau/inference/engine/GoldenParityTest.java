package io.plateau.inference.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.contracts.specification.AblationSpecification.Tier;
import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.heads.ContextPairs;
import io.plateau.inference.heads.GroupMeans;
import io.plateau.inference.heads.HeadAblator;
import io.plateau.inference.heads.HeadMode;
import io.plateau.inference.heads.HeadPatcher;
import io.plateau.inference.heads.Patches;
import io.plateau.inference.heads.Target;
import io.plateau.inference.model.HookPoint;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.model.family.ModelFamily;
import io.plateau.inference.parallel.Workers;

/** Every tensor of every golden case, within the tolerances of {@link GoldenComparison}. */
class GoldenParityTest {
    private static final Workers WORKERS = new Workers(2);
    /** Of which the naive tier is shown. */
    private static final int NAIVE_POSITIONS = 2;
    private static final List<String> MODES = List.of("zero", "mean", "uniform", "bos");

    static Stream<GoldenCase> cases() {
        return GoldenCase.all().stream();
    }

    @Test
    void thereAreCases() {
        assertFalse(GoldenCase.all().isEmpty(), "golden.dir holds no case");
    }

    /** Right for these is no number but a refusal that names both. */
    @Test
    void aWeightStoredTwiceWithDifferentValuesIsRefused() {
        for (GoldenCase golden : GoldenCase.contradictory()) {
            String refusal = assertThrows(UnprocessableException.class,
                    () -> InferenceEngine.load(golden.model(), EngineSettings.defaults())).getMessage();
            golden.contradiction().forEach(name -> assertTrue(refusal.contains(" " + name), golden + ": " + refusal));
        }
    }

    /** A tensor that no test compares would only look as if it held. */
    @ParameterizedTest
    @MethodSource("cases")
    void everyTensorIsKnown(GoldenCase golden) {
        Set<String> unknown = new TreeSet<>(golden.expected().entries().keySet());
        unknown.removeAll(Set.of("ids", "logits", "logits_last_position", "final_residual", "final_mlp_activation",
                "attention", "head_output", "baseline_loss", "mean_activation", "delta_loss", "mean_abs_activation",
                "mean_abs_activation_patched_last_position"));
        for (String mode : MODES) {
            unknown.remove("mean_abs_activation_" + mode);
            unknown.remove("mean_abs_activation_" + mode + "_all_heads");
        }
        unknown.removeIf(tensor -> EarlierLayer.OF_MEAN.matcher(tensor).matches()
                || EarlierLayer.OF_LOSS.matcher(tensor).matches());
        assertEquals(Set.of(), unknown, golden + " has tensors that nothing compares");
        assertTrue(golden.has("ids"), golden + " has no ids: without them nothing can be computed");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void forwardPass(GoldenCase golden) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Transformer model = ModelFamily.loadAny(Checkpoint.open(golden.model()), manager);
            Map<HookPoint, NDList> seen = new HashMap<>();
            NDArray residual = model.forward(model.embed(manager, golden.contexts()), 0, (point, layer, value) -> {
                value.attach(manager);
                seen.computeIfAbsent(point, any -> new NDList()).add(value);
                return value;
            });
            NDArray logits = model.logits(residual);

            GoldenComparison comparison = new GoldenComparison(golden);
            comparison.add("logits", GoldenComparison.TENSORS, () -> logits);
            comparison.add("logits_last_position", GoldenComparison.TENSORS, () -> logits.get(new NDIndex(":, -1")));
            comparison.requireOneOf("logits", "logits_last_position");
            comparison.add("final_residual", GoldenComparison.TENSORS, () -> residual);
            comparison.add("final_mlp_activation", GoldenComparison.TENSORS,
                    () -> last(seen.get(HookPoint.MLP_ACTIVATION)));
            comparison.add("attention", GoldenComparison.TENSORS,
                    () -> NDArrays.stack(seen.get(HookPoint.ATTENTION_WEIGHTS), 1));
            comparison.add("head_output", GoldenComparison.TENSORS,
                    () -> NDArrays.stack(seen.get(HookPoint.HEAD_OUTPUT), 1));
            comparison.check();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lossesAndNeuronAblation(GoldenCase golden) {
        int[][] contexts = golden.contexts();
        int[][] targets = allThatPredict(contexts);
        try (InferenceEngine engine = InferenceEngine.load(golden.model(), EngineSettings.defaults())) {
            Capture capture = engine.capture(contexts, targets, null);
            GoldenComparison comparison = new GoldenComparison(golden);
            comparison.add("baseline_loss", GoldenComparison.LOSSES, capture.baselineLoss());
            comparison.add("mean_activation", GoldenComparison.TENSORS,
                    columnMeans(capture.activations(), engine.shape().neurons()));
            comparison.requireOneOf("baseline_loss");
            if (!golden.has("delta_loss") || !golden.has("mean_activation")) {
                comparison.lacks("delta_loss with mean_activation");
                comparison.check();
                return;
            }
            double[] mean = golden.values("mean_activation");
            double[] expected = golden.values("delta_loss");
            if (!engine.shape().closedForm()) {
                comparison.lacks("a closed form (norm behind the MLP, or capped logits): the naive tier alone");
                NeuronAblation all = engine.neurons().ablate(contexts, targets, mean,
                        new AblationSpecification(Tier.AUTO, null, null, null, null), 1);
                comparison.add("delta_loss (naive)", GoldenComparison.LOSSES, all.changes().delta(), expected);
                comparison.check();
                assertEquals(Tier.NAIVE, all.tier());
                return;
            }
            NeuronAblation moments = engine.neurons().ablate(contexts, targets, mean,
                    new AblationSpecification(Tier.MOMENTS, null, 3, 0.05, null), 1);
            NeuronAblation closed = engine.neurons().ablate(contexts, targets, mean,
                    new AblationSpecification(Tier.CLOSED_FORM, null, null, null, null), 1);

            comparison.add("baseline_loss (with the ablation)", GoldenComparison.LOSSES, moments.baselineLoss(),
                    golden.values("baseline_loss"));
            comparison.add("delta_loss (moments)", GoldenComparison.LOSSES, moments.changes().delta(), expected);
            comparison.add("delta_loss (closed form)", GoldenComparison.LOSSES, closed.changes().delta(), expected);
            // The oracle unembeds every pair anew: a few positions
            int[][] first = {contexts[0]};
            NeuronAblation naive = engine.neurons().ablate(first,
                    new int[][]{Arrays.copyOf(targets[0], NAIVE_POSITIONS)},
                    mean, new AblationSpecification(Tier.NAIVE, null, null, null, null), 1);
            comparison.add("delta_loss (naive)", GoldenComparison.LOSSES, naive.changes().delta(),
                    Arrays.copyOf(expected, NAIVE_POSITIONS * mean.length));
            comparison.check();
            assertEquals(1, closed.changes().shareClosedForm());
            assertTrue(moments.changes().sampledError() < 1e-3, "sampled error " + moments.changes().sampledError());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void headAblation(GoldenCase golden) {
        int[][] contexts = golden.contexts();
        int length = contexts[0].length;
        int[][] everywhere = new int[contexts.length][];
        Arrays.fill(everywhere, IntStream.range(0, length).toArray());
        byte[][] oneGroup = new byte[contexts.length][length];
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Transformer model = ModelFamily.loadAny(Checkpoint.open(golden.model()), manager);
            int[] neurons = IntStream.range(0, model.neurons()).toArray();
            List<Integer> layers = IntStream.range(0, model.layers().size()).boxed().toList();
            double[] meanOutput = GoldenHeads.meanOutput(model, manager, contexts);
            GoldenComparison comparison = new GoldenComparison(golden);
            for (String mode : MODES) {
                GroupMeans means = new GroupMeans(everywhere, oneGroup, length, neurons.length);
                try (NDManager call = manager.newSubManager()) {
                    new HeadAblator(model, HeadMode.valueOf(mode.toUpperCase(Locale.ROOT)), WORKERS).run(call, contexts,
                            layers, neurons,
                            meanOutput, 1, 2,
                            means);
                }
                String name = "mean_abs_activation_" + mode;
                comparison.add("mean_abs_activation", GoldenComparison.TENSORS,
                        GoldenHeads.rows(means, Target.Kind.BASELINE));
                comparison.add(name, GoldenComparison.TENSORS, GoldenHeads.rows(means, Target.Kind.HEAD));
                comparison.add(name + "_all_heads", GoldenComparison.TENSORS,
                        GoldenHeads.rows(means, Target.Kind.LAYER));
            }
            comparison.requireOneOf("mean_abs_activation", "mean_abs_activation_zero");
            comparison.check();
        }
    }

    /** Context 0 receives the output of one head at its last position from context 1; by the service's own routine. */
    @ParameterizedTest
    @MethodSource("cases")
    void patching(GoldenCase golden) {
        if (!golden.has("mean_abs_activation_patched_last_position")) {
            new GoldenComparison(golden).lacks("mean_abs_activation_patched_last_position");
            return;
        }
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Transformer model = ModelFamily.loadAny(Checkpoint.open(golden.model()), manager);
            int[] neurons = IntStream.range(0, model.neurons()).toArray();
            List<Integer> layers = IntStream.range(0, model.layers().size()).boxed().toList();
            int[][] contexts = golden.contexts();
            int[] end = {contexts[0].length - 1};
            Patches found = new HeadPatcher(model, WORKERS).run(manager,
                    new ContextPairs(new int[][]{contexts[0]}, end, new int[][]{contexts[1]}, end), layers, neurons);
            float[] patched = new float[model.layers().size() * model.heads()];
            int head = 0;
            for (int row = 0; row < found.targets().size(); row++) {
                if (found.targets().get(row).kind() == Target.Kind.HEAD) {
                    patched[head++] = GoldenHeads.meanAbsolute(found.patched(), row * neurons.length, neurons.length);
                }
            }
            GoldenComparison comparison = new GoldenComparison(golden);
            comparison.add("mean_abs_activation_patched_last_position", GoldenComparison.TENSORS, patched);
            comparison.check();
        }
    }

    /** Neurons of earlier layers, one position changed per run: what an ablation of theirs does must go through the whole model. */
    @ParameterizedTest
    @MethodSource("cases")
    void ablationInEarlierLayers(GoldenCase golden) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Transformer model = ModelFamily.loadAny(Checkpoint.open(golden.model()), manager);
            GoldenComparison comparison = new GoldenComparison(golden);
            for (int layer = 0; layer < model.layers().size() - 1; layer++) {
                EarlierLayer.compare(model, manager, golden, layer, comparison);
            }
            if (golden.expected().entries().keySet().stream()
                    .noneMatch(tensor -> EarlierLayer.OF_LOSS.matcher(tensor).matches())) {
                comparison.lacks("delta_loss_layer_<l>_first_6 with mean_activation_layer_<l>");
            }
            comparison.check();
        }
    }

    private static int[][] allThatPredict(int[][] contexts) {
        return Arrays.stream(contexts).map(context -> IntStream.range(0, context.length - 1).toArray())
                .toArray(int[][]::new);
    }

    private static float[] columnMeans(float[] values, int columns) {
        double[] sums = new double[columns];
        for (int i = 0; i < values.length; i++) {
            sums[i % columns] += values[i];
        }
        float[] means = new float[columns];
        for (int i = 0; i < columns; i++) {
            means[i] = (float) (sums[i] * columns / values.length);
        }
        return means;
    }

    private static NDArray last(NDList list) {
        return list.get(list.size() - 1);
    }
}
