package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;

/** What the MLP of a layer reads. */
public enum Residual {
    /** The residual stream after the layer's attention. */
    SEQUENTIAL {
        @Override
        public NDArray feedForwardInput(NDArray entry, NDArray attention) {
            return entry.add(attention);
        }

        @Override
        public boolean attentionReachesFeedForward() {
            return true;
        }
    },
    /** The layer's input: attention and MLP stand side by side. */
    PARALLEL {
        @Override
        public NDArray feedForwardInput(NDArray entry, NDArray attention) {
            return entry;
        }

        @Override
        public boolean attentionReachesFeedForward() {
            return false;
        }
    };

    /**
     * @param entry residual stream at the layer's entry
     * @param attention output of the layer's attention; a leading dimension of variants may broadcast against the entry
     */
    public abstract NDArray feedForwardInput(NDArray entry, NDArray attention);

    /** Whether the attention of a layer can reach the MLP of the same layer. */
    public abstract boolean attentionReachesFeedForward();
}
