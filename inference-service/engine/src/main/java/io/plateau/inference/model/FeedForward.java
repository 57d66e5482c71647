package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * The MLP of a layer with its norms.
 *
 * @param norm of its input
 * @param after norm of its output
 */
public record FeedForward(Norm norm, Mlp mlp, Norm after) {

    /** With a norm in front only. */
    public FeedForward(Norm norm, Mlp mlp) {
        this(norm, mlp, Norm.NONE);
    }

    /** …, D → …, N: activations after the non-linearity. */
    public NDArray activation(NDArray x) {
        return mlp.activation(norm.apply(x));
    }

    /** …, N → …, D: what the activations write to the residual stream. */
    public NDArray output(NDArray activation) {
        return after.apply(mlp.down().apply(activation));
    }

    /** Whether what a neuron writes is added to the residual stream as it is. */
    public boolean writesDirectly() {
        return after.equals(Norm.NONE);
    }

    /** The activations of some neurons only, by the same arithmetic. */
    public FeedForward restrictedTo(NDArray neurons) {
        return new FeedForward(norm, mlp.restrictedTo(neurons), Norm.NONE);
    }

    /** D: of the norm in front of the MLP, or of the one behind it where there is none in front. */
    public NDArray gain() {
        return norm.gain() == null ? after.gain() : norm.gain();
    }

    /** With another {@link #gain()}. */
    public FeedForward withGain(NDArray gain) {
        return norm.gain() == null
                ? new FeedForward(norm, mlp, after.withGain(gain))
                : new FeedForward(norm.withGain(gain), mlp, after);
    }

    /** Of the weights that {@link #moved} moves. */
    public Shape inputShape() {
        return mlp.inputShape();
    }

    /** With input weights moved along a direction. */
    public FeedForward moved(NDArray direction, double step) {
        return new FeedForward(norm, mlp.moved(direction, step), after);
    }
}
