package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

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

    /** Outputs {@code from} … {@code to} − 1 alone, sharing storage. */
    public Linear rows(long from, long to) {
        NDIndex rows = new NDIndex("{}:{}", from, to);
        return new Linear(weight.get(rows), bias == null ? null : bias.get(rows));
    }
}
