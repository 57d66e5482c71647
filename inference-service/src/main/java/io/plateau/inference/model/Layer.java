package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;

/** One layer: attention, MLP, and the order in which they meet the residual stream. */
public record Layer(int index, Attention attention, FeedForward feedForward, ResidualOrder order) {

    /** K, T, D → K, T, D: from the layer's entry to the next one's. */
    public NDArray forward(NDArray residual, Hooks hooks) {
        NDArray entry = hooks.at(HookPoint.LAYER_ENTRY, index, residual);
        return afterAttention(entry, attention.apply(entry, index, hooks), hooks);
    }

    /**
     * The rest of the layer; {@code attention} may have a leading dimension of variants that broadcasts against the
     * entry.
     */
    public NDArray afterAttention(NDArray entry, NDArray attentionOutput, Hooks hooks) {
        return afterAttention(entry, attentionOutput, feedForward, hooks);
    }

    /** The rest of the layer with another MLP in place of its own. */
    public NDArray afterAttention(NDArray entry, NDArray attentionOutput, FeedForward replacement, Hooks hooks) {
        NDArray input = order.feedForwardInput(entry, attentionOutput);
        NDArray activation = hooks.at(HookPoint.MLP_ACTIVATION, index, replacement.activation(input));
        return entry.add(attentionOutput).addi(replacement.output(activation));
    }

    /** What the MLP reads, without the MLP: the attention is run only where it can be seen. */
    public NDArray feedForwardInput(NDArray entry, Hooks hooks) {
        return order.attentionReachesFeedForward()
                ? order.feedForwardInput(entry, attention.apply(entry, index, hooks))
                : entry;
    }
}
