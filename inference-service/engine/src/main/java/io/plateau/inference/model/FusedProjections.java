package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;

/**
 * As many keys and values as queries, in one weight.
 *
 * @param fused 3·D, D
 * @param order how {@code fused} lays them out
 * @param heads H
 */
public record FusedProjections(Linear fused, HeadOrder order, int heads) implements Projections {

    @Override
    public int keyValueHeads() {
        return heads;
    }

    @Override
    public Parts of(NDArray x) {
        NDArray projected = fused.apply(x);
        return new Parts(order.of(projected, 0, heads), order.of(projected, 1, heads), order.of(projected, 2, heads));
    }
}
