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
        float[] baseline = losses(model, manager, contexts, targets, (point, l, value) -> {
            if (point == HookPoint.MLP_ACTIVATION && l == layer) {
                activation[0] = value.duplicate();
                activation[0].attach(manager);
            }
            return value;
        });
        comparison.add(means, GoldenComparison.TENSORS, () -> TargetPositions.of(contexts, targets)
                .rowsOf(activation[0]).toType(DataType.FLOAT64, false).mean(new int[]{0})
                .toType(DataType.FLOAT32, false));
        double[] mean = golden.values(means);
        int positions = contexts[0].length - 1;
        float[] found = new float[contexts.length * positions * NEURONS];
        for (int n = 0; n < NEURONS; n++) {
            for (int t = 0; t < positions; t++) {
                NDIndex changed = new NDIndex(":, {}, {}", t, n);
                double to = mean[n];
                float[] ablated = losses(model, manager, contexts, targets, (point, l, value) -> {
                    if (point == HookPoint.MLP_ACTIVATION && l == layer) {
                        value.set(changed, to);
                    }
                    return value;
                });
                for (int c = 0; c < contexts.length; c++) {
                    int row = c * positions + t;
                    found[row * NEURONS + n] = ablated[row] - baseline[row];
                }
            }
        }
        comparison.add(losses, GoldenComparison.LOSSES, found);
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
