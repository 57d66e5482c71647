package io.plateau.inference.heads;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.HookPoint;
import io.plateau.inference.model.Hooks;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Cancellation;

/**
 * The model at the last position of a context, from an altered layer on to chosen neurons of the final MLP: the positions
 * before it are as a pass over the whole context left them.
 */
final class LastPosition {
    private final Transformer model;
    private final FeedForward restricted;

    /** @param neurons M: indices of neurons of the final MLP */
    LastPosition(Transformer model, NDArray neurons) {
        this.model = model;
        this.restricted = model.lastLayer().feedForward().restrictedTo(neurons);
    }

    /**
     * What a pass over a context left behind, in a manager of its own.
     *
     * @param seen by layer; of keys and values all T positions, of everything else the last, 1, 1, D or H, 1, d
     * @param activation M: of the chosen neurons at the last position
     */
    record Pass(Map<Integer, Map<HookPoint, NDArray>> seen, float[] activation) {

        /** H, 1, d. */
        NDArray headOutput(int layer) {
            return at(layer, HookPoint.HEAD_OUTPUT);
        }

        /** 1, 1, D. */
        NDArray attention(int layer) {
            return at(layer, HookPoint.ATTENTION_OUTPUT);
        }

        NDArray at(int layer, HookPoint point) {
            return seen.get(layer).get(point);
        }
    }

    /**
     * @param owner of what is kept
     * @param context its last position is the one looked at
     * @param from the lowest layer that will be altered
     */
    Pass over(NDManager owner, int[] context, int from) {
        Map<Integer, Map<HookPoint, NDArray>> seen = new HashMap<>();
        Hooks keep = (point, layer, value) -> {
            if (layer >= from) {
                NDArray kept = kept(point, value, context.length - 1);
                if (kept != null) {
                    kept.attach(owner);
                    seen.computeIfAbsent(layer, l -> new EnumMap<>(HookPoint.class)).put(point, kept);
                }
            }
            return value;
        };
        Layer last = model.lastLayer();
        NDArray entry = model.through(model.embed(owner, new int[][]{context}), 0, last.index(), keep);
        NDArray input = row(last.feedForwardInput(entry, keep), context.length - 1);
        keep.at(HookPoint.LAYER_ENTRY, last.index(), entry);
        return new Pass(seen, restricted.activation(input).toFloatArray());
    }

    /** Null where nothing is to be kept of a tensor. */
    private static NDArray kept(HookPoint point, NDArray value, int position) {
        return switch (point) {
            case HEAD_KEY, HEAD_VALUE -> value.duplicate();
            case LAYER_ENTRY, ATTENTION_OUTPUT -> row(value, position).duplicate();
            case HEAD_OUTPUT -> value.get(new NDIndex("0, :, {}:{}", position, position + 1)).duplicate();
            case ATTENTION_WEIGHTS, MLP_ACTIVATION, FINAL_RESIDUAL -> null;
        };
    }

    private static NDArray row(NDArray value, int position) {
        return value.get(new NDIndex(":, {}:{}", position, position + 1));
    }

    /**
     * @param index of the altered layer
     * @param attention variants, 1, D: its altered attention outputs
     * @return variants, M: activations
     */
    float[] activations(int index, Pass pass, NDArray attention) {
        Layer layer = model.layers().get(index);
        NDArray entry = pass.at(index, HookPoint.LAYER_ENTRY);
        if (layer == model.lastLayer()) {
            return restricted(layer.feedForwardInput(entry, attention), attention.getShape());
        }
        NDArray current = layer.afterAttention(entry, attention, Hooks.NONE);
        for (Layer next : model.layers().subList(index + 1, model.lastLayer().index())) {
            Cancellation.check();
            current = next.afterAttention(current, attention(next, pass, current), Hooks.NONE);
        }
        Layer last = model.lastLayer();
        return restricted(last.residual().attentionReachesFeedForward()
                ? last.feedForwardInput(current, attention(last, pass, current))
                : current, current.getShape());
    }

    private static NDArray attention(Layer layer, Pass pass, NDArray entry) {
        return layer.attention().applyToLast(entry, pass.at(layer.index(), HookPoint.HEAD_KEY),
                pass.at(layer.index(), HookPoint.HEAD_VALUE));
    }

    /** Where the MLP does not read what was altered, all variants have the same activations. */
    private float[] restricted(NDArray input, Shape variants) {
        return restricted.activation(input.broadcast(variants)).toFloatArray();
    }
}
