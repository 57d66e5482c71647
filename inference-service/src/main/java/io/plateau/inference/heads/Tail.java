package io.plateau.inference.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.Hooks;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.Transformer;

/**
 * The model from an altered layer on to chosen neurons of the final MLP; of the final layer only what these neurons read
 * is computed.
 */
final class Tail {
    private final Transformer model;
    private final NDArray neurons;
    private final FeedForward restricted;

    /** @param neurons M: indices of neurons of the final MLP */
    Tail(Transformer model, NDArray neurons) {
        this.model = model;
        this.neurons = neurons;
        this.restricted = model.lastLayer().feedForward().restrictedTo(neurons);
    }

    /**
     * @param attention variants, K, T, D: the layer's altered attention outputs
     * @return variants, K, T, M: activations
     */
    float[] afterAttention(Layer layer, NDArray entry, NDArray attention) {
        if (layer == model.lastLayer()) {
            NDArray input = layer.order().feedForwardInput(entry, attention);
            return restricted.activation(input.broadcast(attention.getShape())).toFloatArray();
        }
        return fromExit(layer, layer.afterAttention(entry, attention, Hooks.NONE));
    }

    /**
     * @param replacement stands in for the layer's MLP
     * @return 1, K, T, M: activations
     */
    float[] withFeedForward(Layer layer, LayerBaseline baseline, FeedForward replacement) {
        if (layer == model.lastLayer()) {
            NDArray input = layer.order().feedForwardInput(baseline.entry(), baseline.attention());
            return replacement.restrictedTo(neurons).activation(input).toFloatArray();
        }
        return fromExit(layer, layer.afterAttention(baseline.entry(), baseline.attention(), replacement, Hooks.NONE));
    }

    /** @param exit …, T, D: residual stream after {@code layer}, any number of variants and contexts */
    float[] fromExit(Layer layer, NDArray exit) {
        Shape shape = exit.getShape();
        int dimensions = shape.dimension();
        NDArray contexts = exit.reshape(-1, shape.get(dimensions - 2), shape.get(dimensions - 1));
        NDArray last = model.through(contexts, layer.index() + 1, model.layers().size() - 1, Hooks.NONE);
        return restricted.activation(model.lastLayer().feedForwardInput(last, Hooks.NONE)).toFloatArray();
    }
}
