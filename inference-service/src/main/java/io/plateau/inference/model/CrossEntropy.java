package io.plateau.inference.model;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.parallel.Cancellation;

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
        return withDivergence(model, finalResidual, next, null)[0];
    }

    /**
     * The same with KL(prediction ‖ u).
     *
     * @param logFrequencies V: ln u; null: without
     * @return 2, P: losses, divergences, nats
     */
    public static float[][] withDivergence(Transformer model, NDArray finalResidual, int[] next,
            float[] logFrequencies) {
        float[] losses = new float[next.length];
        float[] divergences = new float[next.length];
        int rows = (int) Math.max(1, TILE_BYTES / (Float.BYTES * (long) model.vocabulary()));
        for (int from = 0; from < next.length; from += rows) {
            Cancellation.check();
            int to = Math.min(next.length, from + rows);
            try (NDManager scratch = finalResidual.getManager().newSubManager()) {
                NDArray normalised = model.finalNorm()
                        .apply(finalResidual.get(scratch, new NDIndex("{}:{}", from, to)));
                NDArray logits = model.logitCap().apply(unembedding(model, scratch).apply(normalised));
                NDArray target = TargetPositions.index(scratch, Arrays.copyOfRange(next, from, to)).expandDims(1);
                NDArray logPi = logits.logSoftmax(1);
                float[] tile = logPi.gather(target, 1).neg().toFloatArray();
                System.arraycopy(tile, 0, losses, from, tile.length);
                if (logFrequencies != null) {
                    float[] divergence = logPi.exp().muli(logPi.subi(scratch.create(logFrequencies)))
                            .sum(new int[]{1}).toFloatArray();
                    System.arraycopy(divergence, 0, divergences, from, divergence.length);
                }
            }
        }
        return new float[][]{losses, divergences};
    }

    /** A bias that all tokens share changes no loss, but would cost uncapped logits the digits in which they differ. */
    private static Linear unembedding(Transformer model, NDManager scratch) {
        Linear unembedding = model.unembedding();
        if (unembedding.bias() == null || model.logitCap().caps()) {
            return unembedding;
        }
        NDArray bias = unembedding.bias().toType(DataType.FLOAT64, true);
        bias.attach(scratch);
        NDArray narrowed = bias.sub(bias.mean()).toType(DataType.FLOAT32, false);
        return new Linear(unembedding.weight(), narrowed);
    }
}
