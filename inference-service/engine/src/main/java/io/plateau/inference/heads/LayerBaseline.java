package io.plateau.inference.heads;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.plateau.inference.model.HookPoint;
import io.plateau.inference.model.Hooks;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.Transformer;

/**
 * What one baseline pass over a context leaves behind at a layer whose heads are to be ablated: the restart needs no
 * embedding and no earlier layer.
 *
 * @param entry 1, T, D: residual stream at the layer's entry
 * @param value 1, H, T, d
 * @param headOutput 1, H, T, d
 * @param attention 1, T, D: output of the attention, before a norm behind it
 */
record LayerBaseline(Layer layer, NDArray entry, NDArray value, NDArray headOutput, NDArray attention) {

    /**
     * One forward pass.
     *
     * @param owner of what is kept
     * @return in the order of {@code layers}
     */
    static LayerBaseline[] of(Transformer model, NDManager owner, int[] context, List<Integer> layers) {
        Map<Integer, Map<HookPoint, NDArray>> seen = new HashMap<>();
        layers.forEach(layer -> seen.put(layer, new EnumMap<>(HookPoint.class)));
        int last = layers.stream().mapToInt(Integer::intValue).max().orElseThrow();
        Hooks keep = (point, layer, value) -> {
            if (seen.containsKey(layer) && isKept(point)) {
                value.attach(owner);
                seen.get(layer).put(point, value);
            }
            return value;
        };
        model.through(model.embed(owner, new int[][]{context}), 0, last + 1, keep);
        return layers.stream().map(layer -> {
            Map<HookPoint, NDArray> at = seen.get(layer);
            return new LayerBaseline(model.layers().get(layer), at.get(HookPoint.LAYER_ENTRY),
                    at.get(HookPoint.HEAD_VALUE), at.get(HookPoint.HEAD_OUTPUT), at.get(HookPoint.ATTENTION_OUTPUT));
        }).toArray(LayerBaseline[]::new);
    }

    private static boolean isKept(HookPoint point) {
        return switch (point) {
            case LAYER_ENTRY, HEAD_VALUE, HEAD_OUTPUT, ATTENTION_OUTPUT -> true;
            case HEAD_KEY, ATTENTION_WEIGHTS, MLP_ACTIVATION, FINAL_RESIDUAL -> false;
        };
    }

    /** T. */
    int positions() {
        return (int) entry.getShape().get(1);
    }

    /** From altered attention outputs of a layer and a context on. */
    @FunctionalInterface
    interface Restart {
        /** @param attention variants, T, D; variants, T, M are returned */
        float[] activations(NDArray attention);
    }

    /** @param owner of what all altered attention outputs share */
    Restart restart(NDManager owner, Tail tail) {
        NDArray from = HeadAblator.view(owner, entry);
        if (tail.startsIn(layer)) {
            return attention -> tail.activations(layer
                    .feedForwardInput(HeadAblator.view(attention.getManager(), from), attention)
                    .broadcast(attention.getShape()));
        }
        UnaryOperator<NDArray> rest = layer.restOf(from);
        return attention -> tail.afterLayer(layer, rest.apply(attention));
    }
}
