package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/** What turns the normalised residual stream into activations, and these into what is written. A neuron is one activation. */
public sealed interface Mlp permits PlainMlp, GatedMlp {

    /** …, D → …, N: the input of the down-projection. */
    NDArray activation(NDArray x);

    /** D, N; null where only activations are requested. */
    Linear down();

    /** The projection that the non-linearity is applied to: N, D. */
    Linear input();

    /** Of all input weights, one below the other. */
    Shape inputShape();

    /** Input weights moved by {@code step} along a direction of {@link #inputShape()}, in whose manager they are. */
    Mlp moved(NDArray direction, double step);

    /** The activations of some neurons only, by the same arithmetic. */
    Mlp restrictedTo(NDArray neurons);

    /** N. */
    default int neurons() {
        return (int) input().weight().getShape().get(0);
    }

    /** Some rows of a projection, in the manager of {@code neurons}. */
    static Linear rows(Linear projection, NDArray neurons) {
        NDIndex rows = new NDIndex("{}", neurons);
        return new Linear(projection.weight().get(neurons.getManager(), rows),
                projection.bias() == null ? null : projection.bias().get(neurons.getManager(), rows));
    }

    /** A projection whose weight is moved by {@code step} along a direction of its shape. */
    static Linear moved(Linear projection, NDArray direction, double step) {
        return new Linear(direction.mul(step).addi(projection.weight()), projection.bias());
    }
}
