package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * down(f(up(x))).
 *
 * @param up N, D
 * @param nonLinearity f
 * @param down D, N
 */
public record PlainMlp(Linear up, NonLinearity nonLinearity, Linear down) implements Mlp {

    @Override
    public NDArray activation(NDArray x) {
        return nonLinearity.apply(up.apply(x));
    }

    @Override
    public Linear input() {
        return up;
    }

    @Override
    public Shape inputShape() {
        return up.weight().getShape();
    }

    @Override
    public Mlp moved(NDArray direction, double step) {
        return new PlainMlp(Mlp.moved(up, direction, step), nonLinearity, down);
    }

    @Override
    public Mlp restrictedTo(NDArray neurons) {
        return new PlainMlp(Mlp.rows(up, neurons), nonLinearity, null);
    }
}
