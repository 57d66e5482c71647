package io.plateau.inference.model;

import java.util.function.UnaryOperator;

import ai.djl.ndarray.NDArray;

/**
 * Layer normalisation of the last dimension.
 *
 * @param gain g, D
 * @param bias b, D
 * @param epsilon added to the variance
 */
public record LayerNorm(NDArray gain, NDArray bias, float epsilon) implements Norm {

    @Override
    public NDArray apply(NDArray x) {
        return x.getNDArrayInternal().layerNorm(x, gain.getShape(), gain, bias, epsilon).singletonOrThrow();
    }

    @Override
    public NDArray project(NDArray x) {
        return x.sub(x.mean(new int[]{x.getShape().dimension() - 1}, true));
    }

    @Override
    public Norm withGain(NDArray other) {
        return new LayerNorm(other, bias, epsilon);
    }

    @Override
    public Norm converted(UnaryOperator<NDArray> conversion) {
        return new LayerNorm(conversion.apply(gain), conversion.apply(bias), epsilon);
    }
}
