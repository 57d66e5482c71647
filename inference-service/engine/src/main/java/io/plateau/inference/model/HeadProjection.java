package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Queries, keys or values of heads.
 *
 * @param linear heads · d, D
 * @param whole norm over all heads together
 * @param each norm over the width d of each head
 */
public record HeadProjection(Linear linear, int heads, Norm whole, Norm each) {

    /** Without norms. */
    public HeadProjection(Linear linear, int heads) {
        this(linear, heads, Norm.NONE, Norm.NONE);
    }

    /** K, T, D → K, heads, T, d. */
    NDArray apply(NDArray x) {
        Shape shape = x.getShape();
        NDArray projected = whole.apply(linear.apply(x));
        return each.apply(projected.reshape(shape.get(0), shape.get(1), heads, -1)).transpose(0, 2, 1, 3);
    }
}
