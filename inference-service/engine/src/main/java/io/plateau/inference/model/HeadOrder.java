package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/** How the fused projection lays out queries, keys and values: 3 · H · d outputs per position. */
public enum HeadOrder {
    /** All queries, all keys, all values. */
    PROJECTION_FIRST {
        @Override
        NDArray part(NDArray fused, int part, long contexts, long positions, int heads) {
            return fused.reshape(contexts, positions, 3, heads, -1).get(new NDIndex(":, :, {}", part));
        }
    },
    /** Head by head its query, key and value. */
    HEAD_FIRST {
        @Override
        NDArray part(NDArray fused, int part, long contexts, long positions, int heads) {
            return fused.reshape(contexts, positions, heads, 3, -1).get(new NDIndex(":, :, :, {}", part));
        }
    };

    /** @return K, H, T, d: part 0 the queries, 1 the keys, 2 the values */
    NDArray of(NDArray fused, int part, int heads) {
        long contexts = fused.getShape().get(0);
        long positions = fused.getShape().get(1);
        return part(fused, part, contexts, positions, heads).transpose(0, 2, 1, 3);
    }

    abstract NDArray part(NDArray fused, int part, long contexts, long positions, int heads);
}
