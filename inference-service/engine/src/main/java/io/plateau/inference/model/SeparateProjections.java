package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;

/** Queries, keys and values each from a weight of their own, which may be a view of a fused one. */
public record SeparateProjections(HeadProjection query, HeadProjection key, HeadProjection value)
        implements
            Projections {

    @Override
    public int keyValueHeads() {
        return key.heads();
    }

    @Override
    public Parts of(NDArray x) {
        return new Parts(query.apply(x), key.apply(x), value.apply(x));
    }
}
