package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * T, T: 0 where a key may be seen, −∞ where not. As large as the longest context that was requested, rounded up to a power of
 * two: a model's own limit may be a million positions.
 */
public final class CausalMask {
    /** The window of a layer whose positions see all earlier ones. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private final NDManager owner;
    private final int window;
    private NDArray largest;

    /** @param owner of the mask: the manager of the weights */
    public CausalMask(NDManager owner) {
        this(owner, UNLIMITED);
    }

    /**
     * @param owner of the mask: the manager of the weights
     * @param window most keys that a position attends to, itself included
     */
    public CausalMask(NDManager owner, int window) {
        this.owner = owner;
        this.window = window;
    }

    /** Most keys that a position attends to, itself included. */
    public int window() {
        return window;
    }

    /** The first key that a position attends to. */
    public int first(int position) {
        return first(position, window);
    }

    /** The first key within a position's window. */
    public static int first(int position, int window) {
        return Math.max(0, position - window + 1);
    }

    /** Number of keys within a position's window, itself included. */
    public static int visible(int position, int window) {
        return Math.min(position + 1, window);
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
                for (int key = 0; key < size; key++) {
                    if (key < first(t) || key > t) {
                        mask[t * size + key] = Float.NEGATIVE_INFINITY;
                    }
                }
            }
            largest = EngineMemory.of(owner, mask, new Shape(size, size));
        }
        return largest;
    }
}
