package io.plateau.inference.ablation;

import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.model.Linear;
import io.plateau.inference.model.Norm;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Cancellation;

/**
 * The naive tier, oracle of the others: per neuron change the residual, normalise, unembed, and subtract two losses. In
 * float64, because that difference cannot see effects below about 1e-6 in float32. Holds for every model: a norm behind the
 * MLP is recomputed per neuron, capped logits are capped.
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
        double[] found = ablate(block,
                IntStream.range(from, to).mapToObj(n -> new int[]{n}).toArray(int[][]::new));
        float[] delta = new float[block.positions() * neurons];
        for (int i = 0; i < found.length; i++) {
            delta[i / (to - from) * neurons + from + i % (to - from)] = (float) found[i];
        }
        return LossChanges.exact(delta);
    }

    /**
     * All neurons of a set at once: one final norm and one unembedding per position and set.
     *
     * @param sets S sets of neurons; an empty one changes nothing
     * @return P, S: loss with the set ablated minus baseline loss, nats
     */
    public double[] ablate(AblationBlock block, int[][] sets) {
        double[] delta = new double[block.positions() * sets.length];
        int rows = (int) Math.max(1, TILE_BYTES / ((long) precision.getNumOfBytes() * model.vocabulary()));
        try (NDManager scratch = block.residual().getManager().newSubManager()) {
            End end = new End(new Linear(in(scratch, model.unembedding().weight()),
                    in(scratch, model.unembedding().bias())),
                    model.finalNorm().converted(weight -> in(scratch, weight)),
                    model.lastLayer().feedForward().after().converted(weight -> in(scratch, weight)));
            NDArray down = in(scratch, model.lastLayer().feedForward().mlp().down().weight());
            for (int first = 0; first < block.positions(); first += rows) {
                int last = Math.min(block.positions(), first + rows);
                try (NDManager tile = scratch.newSubManager()) {
                    AblationBlock part = block.rows(tile, first, last);
                    NDArray next = TargetPositions.index(tile, part.next()).expandDims(1);
                    NDArray x = in(tile, part.residual());
                    NDArray change = in(tile, part.change());
                    NDArray written = in(tile, part.written());
                    // What is left of the residual without the final MLP; with a norm behind that, its output changes whole.
                    NDArray beside = written == null ? null : x.sub(end.after.apply(written));
                    double[] baseline = end.losses(x, next);
                    for (int i = 0; i < sets.length; i++) {
                        Cancellation.check();
                        try (NDManager one = tile.newSubManager()) {
                            NDArray moved = push(one, change, down, sets[i]).addi(written == null ? x : written);
                            double[] losses = end.losses(
                                    written == null ? moved : end.after.apply(moved).addi(beside), next);
                            for (int p = 0; p < losses.length; p++) {
                                delta[(first + p) * sets.length + i] = losses[p] - baseline[p];
                            }
                        }
                    }
                }
            }
        }
        return delta;
    }

    /** As {@link JointAblation#ablate}, for any model. */
    public float[] ablate(AblationBlock block, List<NeuronSubset> sets) {
        double[] found = ablate(block, sets.stream().map(set -> set.members(block.neurons())).toArray(int[][]::new));
        float[] delta = new float[found.length];
        IntStream.range(0, delta.length).forEach(i -> delta[i] = (float) found[i]);
        return delta;
    }

    /** P, D: Σ c[p,n] w[n] over the set. */
    private static NDArray push(NDManager one, NDArray change, NDArray down, int[] set) {
        NDIndex columns = new NDIndex(":, {}", one.create(set));
        return change.get(one, columns).matMul(down.get(one, columns).transpose());
    }

    private NDArray in(NDManager manager, NDArray tensor) {
        if (tensor == null) {
            return null;
        }
        NDArray converted = tensor.toType(precision, true);
        converted.attach(manager);
        return converted;
    }

    /**
     * What follows the down-projection.
     *
     * @param norm in front of the unembedding
     * @param after behind the final MLP
     */
    private final class End {
        private final Linear unembedding;
        private final Norm norm;
        private final Norm after;

        End(Linear unembedding, Norm norm, Norm after) {
            this.unembedding = unembedding;
            this.norm = norm;
            this.after = after;
        }

        double[] losses(NDArray residual, NDArray next) {
            return model.logitCap().apply(unembedding.apply(norm.apply(residual))).logSoftmax(1).gather(next, 1).neg()
                    .toType(DataType.FLOAT64, false).toDoubleArray();
        }
    }
}
