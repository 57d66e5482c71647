package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * The MLP of a layer with the norm in front of it.
 *
 * @param norm of its input
 * @param up N, D
 * @param down D, N
 */
public record FeedForward(LayerNorm norm, Linear up, NonLinearity nonLinearity, Linear down) {

    /** …, D → …, N: activations after the non-linearity. */
    public NDArray activation(NDArray x) {
        return nonLinearity.apply(up.apply(norm.apply(x)));
    }

    /** …, N → …, D: what the activations write to the residual stream. */
    public NDArray output(NDArray activation) {
        return down.apply(activation);
    }

    /** The activations of some neurons only, by the same arithmetic. */
    public FeedForward restrictedTo(NDArray neurons) {
        NDIndex rows = new NDIndex("{}", neurons);
        return new FeedForward(norm, new Linear(up.weight().get(neurons.getManager(), rows),
                up.bias().get(neurons.getManager(), rows)), nonLinearity, null);
    }

    public FeedForward withGain(NDArray gain) {
        return new FeedForward(new LayerNorm(gain, norm.bias(), norm.epsilon()), up, nonLinearity, down);
    }

    public FeedForward withUp(NDArray weight) {
        return new FeedForward(norm, new Linear(weight, up.bias()), nonLinearity, down);
    }
}
