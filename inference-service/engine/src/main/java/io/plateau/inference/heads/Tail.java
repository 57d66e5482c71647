package io.plateau.inference.heads;

import ai.djl.ndarray.NDArray;

import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.Hooks;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.Transformer;

/**
 * The end of the model up to chosen neurons of the final MLP; of the final layer only what these neurons read is computed.
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
     * From the MLP of the final layer.
     *
     * @param input variants, T, D: what it reads
     * @return variants, T, M: activations
     */
    float[] activations(NDArray input) {
        return restricted.activation(input).toFloatArray();
    }

    /** Likewise with another MLP in its place. */
    float[] activations(NDArray input, FeedForward replacement) {
        return replacement.restrictedTo(neurons).activation(input).toFloatArray();
    }

    /** Whether it starts at the MLP of this layer. */
    boolean startsIn(Layer layer) {
        return layer == model.lastLayer();
    }

    /** From the exit of a layer before the final one: variants, T, D → variants, T, M. */
    float[] afterLayer(Layer layer, NDArray exit) {
        NDArray last = model.through(exit, layer.index() + 1, model.lastLayer().index(), Hooks.NONE);
        return activations(model.lastLayer().feedForwardInput(last, Hooks.NONE));
    }
}
