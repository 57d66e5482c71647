package io.plateau.inference.ablation;

import java.util.Arrays;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.engine.GoldenCase;
import io.plateau.inference.model.HookPoint;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.model.family.ModelFamily;

/**
 * A golden case's model and every position of its contexts, ready for ablation.
 *
 * @param model the whole model
 * @param block all P = C (T − 1) positions that have a next token
 */
record GoldenBlock(Transformer model, AblationBlock block) {

    static GoldenBlock of(GoldenCase golden, NDManager manager) {
        return withMeans(golden, manager, golden.values("mean_activation"));
    }

    /** @param means N: what replaces the activations */
    static GoldenBlock withMeans(GoldenCase golden, NDManager manager, double[] means) {
        Transformer model = ModelFamily.loadAny(Checkpoint.open(golden.model()), manager);
        int[][] contexts = golden.contexts();
        int[][] targets = Arrays.stream(contexts).map(context -> IntStream.range(0, context.length - 1).toArray())
                .toArray(int[][]::new);
        TargetPositions positions = TargetPositions.of(contexts, targets);
        NDArray[] activation = new NDArray[1];
        NDArray end = model.forward(model.embed(manager, contexts), 0, (point, layer, value) -> {
            if (point == HookPoint.MLP_ACTIVATION && layer == model.lastLayer().index()) {
                value.attach(manager);
                activation[0] = value;
            }
            return value;
        });
        return new GoldenBlock(model, AblationBlock.of(positions.rowsOf(end), positions.rowsOf(activation[0]),
                means, positions.next()));
    }
}
