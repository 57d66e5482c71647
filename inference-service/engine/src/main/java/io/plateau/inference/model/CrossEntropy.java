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
    /** Logits of a part of the vocabulary. */
    private static final long PART_BYTES = 16L << 20;

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
     * Of variants of one position, which share the token that follows: the vocabulary is taken in parts, so that a part's weights serve
     * all variants and its logits stay in the caches.
     *
     * @param finalResidual variants, D
     * @return variants: nats
     */
    public static double[] ofVariants(Transformer model, NDArray finalResidual, int next) {
        int variants = (int) finalResidual.getShape().get(0);
        int columns = (int) Math.max(1, PART_BYTES / ((long) Float.BYTES * variants));
        double[] target = new double[variants];
        double[] total = new double[variants];
        double[] most = new double[variants];
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        try (NDManager scratch = finalResidual.getManager().newSubManager()) {
            NDArray normalised = model.finalNorm().apply(finalResidual);
            normalised.attach(scratch);
            Linear unembedding = unembedding(model, scratch);
            for (int from = 0; from < model.vocabulary(); from += columns) {
                Cancellation.check();
                int to = Math.min(model.vocabulary(), from + columns);
                try (NDManager part = scratch.newSubManager()) {
                    NDIndex rows = new NDIndex("{}:{}", from, to);
                    NDArray bias = unembedding.bias() == null ? null : unembedding.bias().get(part, rows);
                    NDArray input = normalised.reshape(normalised.getShape());
                    input.attach(part);
                    NDArray logits = model.logitCap()
                            .apply(new Linear(unembedding.weight().get(part, rows), bias).apply(input));
                    // log Σ exp of a part: what its first logit loses to the softmax.
                    NDArray first = logits.get(":, 0");
                    float[] sums = first.sub(logits.logSoftmax(1).get(":, 0")).toFloatArray();
                    float[] ofTarget = next >= from && next < to
                            ? logits.get(new NDIndex(":, {}", next - from)).toFloatArray()
                            : null;
                    for (int v = 0; v < variants; v++) {
                        double larger = Math.max(most[v], sums[v]);
                        total[v] = total[v] * Math.exp(most[v] - larger) + Math.exp(sums[v] - larger);
                        most[v] = larger;
                        target[v] = ofTarget == null ? target[v] : ofTarget[v];
                    }
                }
            }
        }
        double[] losses = new double[variants];
        for (int v = 0; v < variants; v++) {
            losses[v] = most[v] + Math.log(total[v]) - target[v];
        }
        return losses;
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
