package io.plateau.inference.model;

import java.util.function.UnaryOperator;

import ai.djl.ndarray.NDArray;

/**
 * Division of the last dimension by its root mean square (Zhang and Sennrich, 2019): no centring, no bias.
 *
 * @param gain g, D; where a family stores g − 1, one has been added
 * @param epsilon added to the mean square
 */
public record RmsNorm(NDArray gain, float epsilon) implements Norm {

    @Override
    public NDArray apply(NDArray x) {
        return x.div(scale(x)).muli(gain);
    }

    @Override
    public NDArray bias() {
        return null;
    }

    @Override
    public NDArray project(NDArray x) {
        return x;
    }

    @Override
    public Norm withGain(NDArray other) {
        return new RmsNorm(other, epsilon);
    }

    @Override
    public Norm converted(UnaryOperator<NDArray> conversion) {
        return new RmsNorm(conversion.apply(gain), epsilon);
    }
}
