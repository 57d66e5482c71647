package io.plateau.inference.engine;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.model.CrossEntropy;
import io.plateau.inference.model.HookPoint;
import io.plateau.inference.model.Hooks;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;

/** Mean ablation of neurons of a layer that is not the last, by hooks, one position per run. */
final class EarlierLayer {
    static final Pattern OF_MEAN = Pattern.compile("mean_activation_layer_\\d+");
    static final Pattern OF_LOSS = Pattern.compile("delta_loss_layer_\\d+_first_6");
    private static final int NEURONS = 6;

    private EarlierLayer() {
    }

    static void compare(Transformer model, NDManager manager, GoldenCase golden, int layer,
            GoldenComparison comparison) {
        String losses = "delta_loss_layer_" + layer + "_first_6";
        String means = "mean_activation_layer_" + layer;
        if (!golden.has(losses) || !golden.has(means)) {
            return;
        }
        int[][] contexts = golden.contexts();
        int[][] targets = Arrays.stream(contexts).map(context -> IntStream.range(0, context.length - 1).toArray())
                .toArray(int[][]::new);
        NDArray[] activation = new NDArray[1];
        losses(model, manager, contexts, targets, (point, l, value) -> {
            if (point == HookPoint.MLP_ACTIVATION && l == layer) {
                activation[0] = value.duplicate();
                activation[0].attach(manager);
            }
            return value;
        });
        comparison.add(means, GoldenComparison.TENSORS, () -> TargetPositions.of(contexts, targets)
                .rowsOf(activation[0]).toType(DataType.FLOAT64, false).mean(new int[]{0})
                .toType(DataType.FLOAT32, false));
        comparison.add(losses, GoldenComparison.LOSSES,
                byHooks(model, manager, layer, contexts, golden.values(means), NEURONS));
        try (InferenceEngine engine = InferenceEngine.load(golden.model(), EngineSettings.defaults())) {
            float[] found = engine.at(layer).layer()
                    .ablate(contexts, targets, new Replacement.Constant(golden.values(means)), null).changes().delta();
            comparison.add(losses + " (run again from the layer on)", GoldenComparison.LOSSES,
                    firstColumns(found, engine.shape().neurons(), NEURONS), golden.values(losses));
        }
    }

    static float[] firstColumns(float[] values, int columns, int kept) {
        float[] first = new float[values.length / columns * kept];
        for (int i = 0; i < first.length; i++) {
            first[i] = values[i / kept * columns + i % kept];
        }
        return first;
    }

    /** P, neurons: the first neurons of a layer, each replaced by a constant. */
    static float[] byHooks(Transformer model, NDManager manager, int layer, int[][] contexts, double[] constant,
            int neurons) {
        int[][] targets = Arrays.stream(contexts).map(context -> IntStream.range(0, context.length - 1).toArray())
                .toArray(int[][]::new);
        float[] baseline = losses(model, manager, contexts, targets, Hooks.NONE);
        int positions = contexts[0].length - 1;
        float[] found = new float[contexts.length * positions * neurons];
        for (int n = 0; n < neurons; n++) {
            for (int t = 0; t < positions; t++) {
                NDIndex changed = new NDIndex(":, {}, {}", t, n);
                double to = constant[n];
                float[] ablated = losses(model, manager, contexts, targets, (point, l, value) -> {
                    if (point == HookPoint.MLP_ACTIVATION && l == layer) {
                        value.set(changed, to);
                    }
                    return value;
                });
                for (int c = 0; c < contexts.length; c++) {
                    int row = c * positions + t;
                    found[row * neurons + n] = ablated[row] - baseline[row];
                }
            }
        }
        return found;
    }

    private static float[] losses(Transformer model, NDManager manager, int[][] contexts, int[][] targets,
            Hooks hooks) {
        TargetPositions positions = TargetPositions.of(contexts, targets);
        try (NDManager call = manager.newSubManager()) {
            NDArray end = model.forward(model.embed(call, contexts), 0, hooks);
            return CrossEntropy.of(model, positions.rowsOf(end), positions.next());
        }
    }
}
