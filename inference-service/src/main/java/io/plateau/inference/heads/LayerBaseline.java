package io.plateau.inference.heads;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.plateau.inference.model.HookPoint;
import io.plateau.inference.model.Hooks;
import io.plateau.inference.model.Transformer;

/**
 * What one baseline pass leaves behind at a layer whose heads are to be ablated: the restart needs no embedding and no
 * earlier layer.
 *
 * @param entry K, T, D: residual stream at the layer's entry
 * @param value K, H, T, d
 * @param headOutput K, H, T, d
 * @param attention K, T, D: output of the attention
 */
record LayerBaseline(NDArray entry, NDArray value, NDArray headOutput, NDArray attention) {

    /** One forward pass; {@code call} owns what is kept. */
    static Map<Integer, LayerBaseline> of(Transformer model, NDManager call, int[][] contexts, List<Integer> layers) {
        Map<Integer, Map<HookPoint, NDArray>> seen = new HashMap<>();
        layers.forEach(layer -> seen.put(layer, new EnumMap<>(HookPoint.class)));
        int last = layers.stream().mapToInt(Integer::intValue).max().orElseThrow();
        Hooks keep = (point, layer, value) -> {
            if (seen.containsKey(layer) && point != HookPoint.ATTENTION_WEIGHTS && point != HookPoint.MLP_ACTIVATION) {
                value.attach(call);
                seen.get(layer).put(point, value);
            }
            return value;
        };
        model.through(model.embed(call, contexts), 0, last + 1, keep);
        Map<Integer, LayerBaseline> baselines = new HashMap<>();
        seen.forEach((layer, at) -> baselines.put(layer, new LayerBaseline(at.get(HookPoint.LAYER_ENTRY),
                at.get(HookPoint.HEAD_VALUE), at.get(HookPoint.HEAD_OUTPUT), at.get(HookPoint.ATTENTION_OUTPUT))));
        return baselines;
    }
}
