package io.plateau.inference.model;

import java.util.function.UnaryOperator;

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
        NDArray input = order.feedForwardInput(entry, attentionOutput);
        NDArray activation = hooks.at(HookPoint.MLP_ACTIVATION, index, feedForward.activation(input));
        return entry.add(attentionOutput).addi(feedForward.output(activation));
    }

    /**
     * The rest of the layer for any number of attention outputs: what does not read them is computed once.
     *
     * @param entry 1, T, D
     * @return of attention outputs, variants, T, D, the next layer's entries, in the attention outputs' manager
     */
    public UnaryOperator<NDArray> restOf(NDArray entry) {
        if (order.attentionReachesFeedForward()) {
            return attention -> {
                NDArray input = attention.add(entry);
                return input.addi(feedForward.output(feedForward.activation(input)));
            };
        }
        NDArray beside = entry.add(feedForward.output(feedForward.activation(entry)));
        return attention -> attention.add(beside);
    }

    /** What the MLP reads, without the MLP: the attention is run only where it can be seen. */
    public NDArray feedForwardInput(NDArray entry, Hooks hooks) {
        return order.attentionReachesFeedForward()
                ? order.feedForwardInput(entry, attention.apply(entry, index, hooks))
                : entry;
    }
}
