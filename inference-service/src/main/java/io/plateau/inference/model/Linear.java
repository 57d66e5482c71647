package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;

/**
 * An affine map of the last dimension.
 *
 * @param weight out, in (a view where the checkpoint stores in, out)
 * @param bias out, or null
 */
public record Linear(NDArray weight, NDArray bias) {

    /** …, in → …, out. */
    public NDArray apply(NDArray x) {
        return x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow();
    }
}
