package io.plateau.inference.ablation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.model.LayerNorm;
import io.plateau.inference.model.Linear;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Cancellation;

/**
 * The naive tier, oracle of the others: per neuron change the residual, normalise, unembed, and subtract two losses. In
 * float64, because that difference cannot see effects below about 1e-6 in float32.
 */
public final class ResidualDelta implements NeuronAblator {
    private static final long TILE_BYTES = 256L << 20;
    private final Transformer model;
    private final DataType precision;

    public ResidualDelta(Transformer model) {
        this(model, DataType.FLOAT64);
    }

    /** @param precision of everything after the residual */
    public ResidualDelta(Transformer model, DataType precision) {
        this.model = model;
        this.precision = precision;
    }

    @Override
    public LossChanges ablate(AblationBlock block) {
        return ablate(block, 0, block.neurons());
    }

    /** Neurons {@code from} … {@code to} − 1 only; the columns of the others stay 0. */
    public LossChanges ablate(AblationBlock block, int from, int to) {
        int neurons = block.neurons();
        float[] delta = new float[block.positions() * neurons];
        int rows = (int) Math.max(1, TILE_BYTES / ((long) precision.getNumOfBytes() * model.vocabulary()));
        try (NDManager scratch = block.residual().getManager().newSubManager()) {
            Linear unembedding = new Linear(in(scratch, model.unembedding().weight()),
                    in(scratch, model.unembedding().bias()));
            LayerNorm norm = new LayerNorm(in(scratch, model.finalNorm().gain()), in(scratch, model.finalNorm().bias()),
                    model.finalNorm().epsilon());
            NDArray written = in(scratch, model.lastLayer().feedForward().down().weight());
            for (int first = 0; first < block.positions(); first += rows) {
                int last = Math.min(block.positions(), first + rows);
                try (NDManager tile = scratch.newSubManager()) {
                    AblationBlock part = block.rows(tile, first, last);
                    NDArray next = TargetPositions.index(tile, part.next()).expandDims(1);
                    NDArray x = in(tile, part.residual());
                    NDArray change = in(tile, part.change());
                    double[] baseline = losses(unembedding.apply(norm.apply(x)), next);
                    for (int n = from; n < to; n++) {
                        Cancellation.check();
                        try (NDManager one = tile.newSubManager()) {
                            NDArray direction = written.get(one, new NDIndex(":, {}", n));
                            NDArray moved = change.get(one, new NDIndex(":, {}", n)).expandDims(1).mul(direction)
                                    .addi(x);
                            double[] losses = losses(unembedding.apply(norm.apply(moved)), next);
                            for (int p = 0; p < losses.length; p++) {
                                delta[(first + p) * neurons + n] = (float) (losses[p] - baseline[p]);
                            }
                        }
                    }
                }
            }
        }
        return LossChanges.exact(delta);
    }

    private NDArray in(NDManager manager, NDArray tensor) {
        if (tensor == null) {
            return null;
        }
        NDArray converted = tensor.toType(precision, true);
        converted.attach(manager);
        return converted;
    }

    private static double[] losses(NDArray logits, NDArray next) {
        return logits.logSoftmax(1).gather(next, 1).neg().toType(DataType.FLOAT64, false).toDoubleArray();
    }
}
