package io.plateau.inference.model;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

/** Loss of the next token, nats. */
public final class CrossEntropy {
    /** Logits are never held for more positions at once than fit into this many bytes. */
    private static final long TILE_BYTES = 64L << 20;

    private CrossEntropy() {
    }

    /**
     * @param finalResidual P, D
     * @param next P: the token that follows
     * @return P
     */
    public static float[] of(Transformer model, NDArray finalResidual, int[] next) {
        float[] losses = new float[next.length];
        int rows = (int) Math.max(1, TILE_BYTES / (Float.BYTES * (long) model.vocabulary()));
        for (int from = 0; from < next.length; from += rows) {
            int to = Math.min(next.length, from + rows);
            try (NDManager scratch = finalResidual.getManager().newSubManager()) {
                NDArray logits = model.logits(finalResidual.get(scratch, new NDIndex("{}:{}", from, to)));
                NDArray target = TargetPositions.index(scratch, Arrays.copyOfRange(next, from, to)).expandDims(1);
                float[] tile = logits.logSoftmax(1).gather(target, 1).neg().toFloatArray();
                System.arraycopy(tile, 0, losses, from, tile.length);
            }
        }
        return losses;
    }
}
