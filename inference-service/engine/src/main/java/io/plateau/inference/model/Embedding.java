package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;

/**
 * The residual stream where it enters layer 0.
 *
 * @param tokens V, D
 * @param positions most positions of a context, D; null where the position codes turn queries and keys
 * @param scale by which the token embedding is multiplied
 */
public record Embedding(NDArray tokens, NDArray positions, double scale) {

    /** Without positions, unscaled. */
    public Embedding(NDArray tokens) {
        this(tokens, null, 1);
    }

    /** K contexts of T tokens → K, T, D in {@code manager}. */
    NDArray of(NDManager manager, int[][] contexts) {
        NDArray ids = manager.create(contexts).toType(DataType.INT64, false);
        NDArray embedded = tokens.get(manager, new NDIndex("{}", ids));
        if (scale != 1) {
            embedded.muli(scale);
        }
        return positions == null
                ? embedded
                : embedded.addi(positions.get(manager, new NDIndex(":{}", contexts[0].length)));
    }
}
