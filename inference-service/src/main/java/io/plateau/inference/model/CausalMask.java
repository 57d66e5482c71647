package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * T, T: 0 where a key may be seen, −∞ where not. As large as the longest context that was asked for, rounded up to a power of
 * two: a model's own limit may be a million positions.
 */
public final class CausalMask {
    private final NDManager owner;
    private NDArray largest;

    /** @param owner of the mask: the manager of the weights */
    public CausalMask(NDManager owner) {
        this.owner = owner;
    }

    /** @return positions, positions; where it is a part of the mask, in {@code manager} */
    NDArray of(NDManager manager, int positions) {
        NDArray mask = atLeast(positions);
        return mask.getShape().get(0) == positions
                ? mask
                : mask.get(manager, new NDIndex(":{}, :{}", positions, positions));
    }

    /** Smaller ones stay until the model is closed, for a thread may still read them: together a third of the largest. */
    private synchronized NDArray atLeast(int positions) {
        if (largest == null || largest.getShape().get(0) < positions) {
            int size = Sizes.roundedUp(positions);
            float[] mask = new float[Math.multiplyExact(size, size)];
            for (int t = 0; t < size; t++) {
                for (int key = t + 1; key < size; key++) {
                    mask[t * size + key] = Float.NEGATIVE_INFINITY;
                }
            }
            largest = owner.create(mask, new Shape(size, size));
        }
        return largest;
    }
}
