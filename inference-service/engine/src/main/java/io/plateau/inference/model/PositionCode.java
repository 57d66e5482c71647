package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;

/** Turns queries and keys by their positions. */
@FunctionalInterface
public interface PositionCode {
    /** Where positions are learned: the embedding carries them. */
    PositionCode NONE = (x, first) -> x;

    /**
     * @param x K, H, T, d
     * @param first the position of the first of the T rows
     * @return likewise
     */
    NDArray apply(NDArray x, int first);
}
