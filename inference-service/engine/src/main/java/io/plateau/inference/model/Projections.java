package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;

/** Queries, keys and values of normalised inputs, fused in one weight or each from its own. */
public sealed interface Projections permits FusedProjections, SeparateProjections {

    /** @return of K, T, D the queries K, H, T, d, and the keys and values K, key-value heads, T, d */
    Parts of(NDArray x);

    /** Heads of keys and values. */
    int keyValueHeads();

    /**
     * @param query K, H, T, d
     * @param key K, key-value heads, T, d
     * @param value likewise
     */
    record Parts(NDArray query, NDArray key, NDArray value) {
    }
}
