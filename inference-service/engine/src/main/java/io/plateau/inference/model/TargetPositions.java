package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.plateau.contracts.UnprocessableException;

/**
 * The P target positions of a block, contexts in order and positions ascending within a context.
 *
 * @param flat P: context · T + position
 * @param next P: the token that the position predicts
 */
public record TargetPositions(int[] flat, int[] next) {

    /** @param targets per context the ascending positions t whose prediction of t + 1 is studied */
    public static TargetPositions of(int[][] contexts, int[][] targets) {
        if (contexts.length == 0 || contexts.length != targets.length) {
            throw new UnprocessableException("a block has " + contexts.length + " contexts and targets for "
                    + targets.length + "; it needs at least one context and targets for each");
        }
        int count = 0;
        for (int c = 0; c < contexts.length; c++) {
            if (contexts[c].length != contexts[0].length) {
                throw new UnprocessableException("contexts of " + contexts[0].length + " and " + contexts[c].length
                        + " tokens are in one block; all must have the same length");
            }
            count += targets[c].length;
        }
        int[] flat = new int[count];
        int[] next = new int[count];
        int row = 0;
        for (int c = 0; c < contexts.length; c++) {
            int before = -1;
            for (int position : targets[c]) {
                if (position <= before || position > contexts[c].length - 2) {
                    throw new UnprocessableException("target position " + position + " of context " + c
                            + "; positions must ascend from 0 to at most " + (contexts[c].length - 2));
                }
                flat[row] = c * contexts[c].length + position;
                next[row++] = contexts[c][position + 1];
                before = position;
            }
        }
        return new TargetPositions(flat, next);
    }

    /** P. */
    public int count() {
        return flat.length;
    }

    /** K, T, X → P, X: the rows of the target positions. */
    public NDArray rowsOf(NDArray tensor) {
        Shape shape = tensor.getShape();
        long width = shape.get(shape.dimension() - 1);
        return tensor.reshape(-1, width).get(new NDIndex("{}", index(tensor.getManager(), flat)));
    }

    /** Indices in the type that the tensor engine requires. */
    public static NDArray index(NDManager manager, int... values) {
        return manager.create(values).toType(DataType.INT64, false);
    }
}
