package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * down(f(gate(x)) ⊙ up(x)) (Shazeer, 2020). A neuron is one column of the input of the down-projection.
 *
 * @param gate N, D
 * @param nonLinearity f
 * @param up N, D
 * @param down D, N
 */
public record GatedMlp(Linear gate, NonLinearity nonLinearity, Linear up, Linear down) implements Mlp {

    @Override
    public NDArray activation(NDArray x) {
        return nonLinearity.apply(gate.apply(x)).muli(up.apply(x));
    }

    @Override
    public Linear input() {
        return gate;
    }

    /** The gate's rows above those of the up-projection. */
    @Override
    public Shape inputShape() {
        return new Shape(2L * neurons(), gate.weight().getShape().get(1));
    }

    @Override
    public Mlp moved(NDArray direction, double step) {
        NDArray ofGate = direction.get(new NDIndex(":{}", neurons()));
        NDArray ofUp = direction.get(new NDIndex("{}:", neurons()));
        return new GatedMlp(Mlp.moved(gate, ofGate, step), nonLinearity, Mlp.moved(up, ofUp, step), down);
    }

    @Override
    public Mlp restrictedTo(NDArray neurons) {
        return new GatedMlp(Mlp.rows(gate, neurons), nonLinearity, Mlp.rows(up, neurons), null);
    }
}
