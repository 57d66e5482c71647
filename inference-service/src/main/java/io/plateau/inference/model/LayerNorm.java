package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;

/**
 * Layer normalisation of the last dimension.
 *
 * @param gain g, D
 * @param bias b, D
 * @param epsilon added to the variance
 */
public record LayerNorm(NDArray gain, NDArray bias, float epsilon) {

    /** …, D → …, D. */
    public NDArray apply(NDArray x) {
        return x.getNDArrayInternal().layerNorm(x, gain.getShape(), gain, bias, epsilon).singletonOrThrow();
    }
}
