package io.plateau.inference.model;

import java.util.function.UnaryOperator;

import ai.djl.ndarray.NDArray;

/**
 * One layer: attention, MLP, and the order in which they meet the residual stream. Attention outputs are those of the output
 * projection; where a norm follows it, that is applied here.
 */
public record Layer(int index, Attention attention, FeedForward feedForward, Residual residual) {

    /** K, T, D → K, T, D: from the layer's entry to the next one's. */
    public NDArray forward(NDArray stream, Hooks hooks) {
        NDArray entry = hooks.at(HookPoint.LAYER_ENTRY, index, stream);
        return afterAttention(entry, attention.apply(entry, index, hooks), hooks);
    }

    /**
     * The rest of the layer; {@code attention} may have a leading dimension of variants that broadcasts against the
     * entry.
     */
    public NDArray afterAttention(NDArray entry, NDArray attentionOutput, Hooks hooks) {
        NDArray written = attention.written(attentionOutput);
        NDArray input = residual.feedForwardInput(entry, written);
        NDArray activation = hooks.at(HookPoint.MLP_ACTIVATION, index, feedForward.activation(input));
        return entry.add(written).addi(feedForward.output(activation));
    }

    /**
     * The rest of the layer for any number of attention outputs: what does not read them is computed once.
     *
     * @param entry 1, T, D
     * @return of attention outputs, variants, T, D, the next layer's entries, in the attention outputs' manager
     */
    public UnaryOperator<NDArray> restOf(NDArray entry) {
        if (residual.attentionReachesFeedForward()) {
            return output -> {
                NDArray input = attention.written(output).add(entry);
                return input.addi(feedForward.output(feedForward.activation(input)));
            };
        }
        NDArray beside = entry.add(feedForward.output(feedForward.activation(entry)));
        return output -> attention.written(output).add(beside);
    }

    /** What the MLP reads where the attention's output is as given; either may have a leading dimension of variants. */
    public NDArray feedForwardInput(NDArray entry, NDArray attentionOutput) {
        return residual.attentionReachesFeedForward()
                ? residual.feedForwardInput(entry, attention.written(attentionOutput))
                : entry;
    }

    /** What the MLP reads, without the MLP: the attention is run only where it can be seen. */
    public NDArray feedForwardInput(NDArray entry, Hooks hooks) {
        return residual.attentionReachesFeedForward()
                ? feedForwardInput(entry, attention.apply(entry, index, hooks))
                : entry;
    }

    /** K, T, D: the residual stream between attention and MLP, as if nothing but the attention had been added. */
    public NDArray withAttention(NDArray entry, NDArray attentionOutput) {
        return entry.add(attention.written(attentionOutput));
    }
}
