package io.plateau.inference.heads;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

import io.plateau.inference.model.HookPoint;
import io.plateau.inference.model.Hooks;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;

/** The naive twin of {@link HeadPatcher}: one whole forward pass through a hook for each pair and patch. */
final class NaivePatcher {
    private NaivePatcher() {
    }

    /**
     * @param head −1: all heads of the layer
     * @return M: activations of the receiver at its position
     */
    static float[] patched(Transformer model, int[] receiver, int at, int[] donor, int from, int atLayer, int head,
            int[] neurons) {
        try (NDManager call = NDManager.newBaseManager("PyTorch")) {
            NDArray[] given = new NDArray[1];
            model.forward(model.embed(call, new int[][]{donor}), 0, (point, layer, value) -> {
                if (point == HookPoint.HEAD_OUTPUT && layer == atLayer) {
                    given[0] = value.get(new NDIndex("0, :, {}", from));
                    given[0].attach(call);
                }
                return value;
            });
            return last(model, call, receiver, at, neurons, (point, layer, value) -> {
                if (point != HookPoint.HEAD_OUTPUT || layer != atLayer) {
                    return value;
                }
                NDArray changed = value.duplicate();
                for (int h = 0; h < model.heads(); h++) {
                    if (head < 0 || h == head) {
                        changed.set(new NDIndex("0, {}, {}", h, at), given[0].get(h));
                    }
                }
                return changed;
            });
        }
    }

    /** Activations of a context at a position with some hooks in place. */
    static float[] last(Transformer model, NDManager call, int[] context, int at, int[] neurons, Hooks hooks) {
        float[][] found = new float[1][];
        model.forward(model.embed(call, new int[][]{context}), 0, (point, layer, value) -> {
            if (point == HookPoint.MLP_ACTIVATION && layer == model.lastLayer().index()) {
                NDArray row = value.get(0, at);
                found[0] = row.get(new NDIndex("{}", TargetPositions.index(row.getManager(), neurons))).toFloatArray();
            }
            return hooks.at(point, layer, value);
        });
        return Arrays.copyOf(found[0], neurons.length);
    }
}
