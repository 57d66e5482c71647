package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;

/**
 * Keeps logits between ± a limit: limit · tanh(x / limit).
 *
 * @param limit positive; infinite where nothing is capped
 */
public record SoftCap(double limit) {
    public static final SoftCap NONE = new SoftCap(Double.POSITIVE_INFINITY);

    public boolean caps() {
        return limit < Double.POSITIVE_INFINITY;
    }

    /** Likewise shaped; the same tensor where nothing is capped. */
    public NDArray apply(NDArray logits) {
        return caps() ? logits.div(limit).tanh().mul(limit) : logits;
    }
}
