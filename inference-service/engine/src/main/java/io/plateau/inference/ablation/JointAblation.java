package io.plateau.inference.ablation;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.parallel.Cancellation;
import io.plateau.inference.parallel.Workers;

/**
 * Ablation of sets of neurons in closed form (deploy/science, Joint ablation): what the set's neurons write is added up in D
 * dimensions, so that a set costs one product over the vocabulary and position, however many its neurons are; or, where a set is
 * small, its rows of B are computed, and the product is over its neurons instead of D.
 *
 * <p>Which of the two depends on the set and the positions alone, never on what earlier blocks left in memory: the two
 * differ in their last bits.
 */
public final class JointAblation {
    /** Positions of a tile. */
    public static final int ROWS = 128;

    private final NeuronDirections directions;
    private final Workers workers;

    public JointAblation(NeuronDirections directions, Workers workers) {
        this.directions = directions;
        this.workers = workers;
    }

    /** @return P, S: loss with the set ablated minus baseline loss, nats */
    public float[] ablate(AblationBlock block, List<NeuronSubset> sets) {
        directions.setup();
        float[] delta = new float[block.positions() * sets.size()];
        int tiles = (block.positions() + ROWS - 1) / ROWS;
        try (NDManager kept = block.residual().getManager().newSubManager()) {
            List<Tile> prepared = new ArrayList<>();
            for (int t = 0; t < tiles; t++) {
                prepared.add(null);
            }
            workers.forEach(tiles, t -> prepared.set(t, Tile.of(kept, directions,
                    block.rows(kept, t * ROWS, Math.min(block.positions(), (t + 1) * ROWS)))));
            workers.forEach(sets.size(), set -> {
                try (NDManager scratch = kept.newSubManager()) {
                    Written written = Written.of(scratch, directions, sets.get(set), block.positions());
                    for (int t = 0; t < tiles; t++) {
                        Cancellation.check();
                        try (NDManager own = scratch.newSubManager()) {
                            double[] found = prepared.get(t).ablate(own, directions, written);
                            for (int p = 0; p < found.length; p++) {
                                delta[(t * ROWS + p) * sets.size() + set] = (float) found[p];
                            }
                        }
                    }
                }
            });
        }
        return delta;
    }

    /**
     * What the neurons of a set write.
     *
     * @param index S: the neurons by which {@code centred} and {@code logits} are looked up, or those left out of all
     * @param centred D, S: P w, float64; null where all but none are ablated
     * @param logits S, V: B; null where the product in D dimensions is cheaper
     */
    private record Written(boolean others, NDIndex index, NDArray centred, NDArray logits) {

        static Written of(NDManager scratch, NeuronDirections directions, NeuronSubset set, int positions) {
            if (set.neurons().length == 0) {
                return new Written(set.others(), null, null, null);
            }
            NDIndex columns = new NDIndex(":, {}", TargetPositions.index(scratch, set.neurons()));
            NDArray centred = directions.setup().centred().get(scratch, columns);
            long size = set.neurons().length;
            long width = centred.getShape().get(0);
            // Products over the vocabulary: D for each row of B that is made, then one per position and neuron.
            boolean small = !set.others() && size * (width + positions) < width * positions;
            return new Written(set.others(), columns, centred,
                    small ? directions.rows(scratch, set.neurons()) : null);
        }
    }

    /**
     * A tile of positions.
     *
     * @param k P, N: c/sigma, float64
     * @param normalised P, D: x̂, float64
     * @param smallest P, 1: what epsilon leaves of sigma'²/sigma² at least
     * @param all P, D: k P w added up over all neurons
     */
    private record Tile(LogitChanges changes, NDArray k, NDArray normalised, NDArray smallest, NDArray all) {

        static Tile of(NDManager owner, NeuronDirections directions, AblationBlock block) {
            LogitChanges changes = LogitChanges.of(owner, directions, block);
            try (NDManager scratch = owner.newSubManager()) {
                AblationBlock precise = block.as(scratch, DataType.FLOAT64);
                NDArray centred = directions.finalNorm().project(precise.residual());
                NDArray sigma = directions.finalNorm().scale(centred);
                NDArray k = precise.change().div(sigma);
                Tile tile = new Tile(changes, k, centred.div(sigma),
                        sigma.square().pow(-1).muli(directions.finalNorm().epsilon()),
                        k.matMul(directions.setup().centred().transpose()));
                for (NDArray kept : new NDArray[]{tile.k, tile.normalised, tile.smallest, tile.all}) {
                    kept.attach(owner);
                }
                return tile;
            }
        }

        double[] ablate(NDManager scratch, NeuronDirections directions, Written set) {
            NDArray push;
            if (set.centred == null) {
                push = NeuronDirections.view(scratch, all).mul(set.others ? 1 : 0);
            } else {
                NDArray named = k.get(scratch, set.index)
                        .matMul(NeuronDirections.view(scratch, set.centred).transpose());
                push = set.others ? NeuronDirections.view(scratch, all).sub(named) : named;
            }
            // sigma'²/sigma² − 1, as of one neuron
            NDArray growth = NeuronDirections.view(scratch, normalised).mul(push).muli(2).addi(push.square())
                    .sum(new int[]{1}, true).divi(push.getShape().get(1));
            NDArray root = growth.add(1).maximum(smallest).sqrt();
            NDArray r = growth.div(root.add(1).muli(root)).negi();
            DataType precision = directions.precision();
            NDArray moved = push.div(root).toType(precision, false).mul(directions.setup().gain());
            NDArray d = set.logits == null
                    ? moved.matMul(directions.setup().unembeddingTransposed())
                    : k.get(scratch, set.index).div(root).toType(precision, false)
                            .matMul(NeuronDirections.view(scratch, set.logits));
            // E[q] = 0, and E[B] is taken in D dimensions.
            NDArray mean = moved.mul(changes.mean()).sum(new int[]{1}, true);
            if (PairLosses.areStreamed(changes)) {
                return new StreamedPairLosses(changes).ofEach(d, floats(r), floats(mean));
            }
            NDArray q = NeuronDirections.view(scratch, changes.q());
            d.addi(q.mul(r.toType(precision, false))).subi(mean);
            return losses(scratch, q, d);
        }

        private double[] losses(NDManager scratch, NDArray q, NDArray d) {
            NDArray next = TargetPositions.index(scratch, changes.next()).expandDims(1);
            double[] atTarget = doubles(d.gather(next, 1));
            double[] most = doubles(d.max(new int[]{1}));
            double[] mean = doubles(d.exp().subi(1).muli(changes.pi()).sum(new int[]{1}));
            double[] wide = null;
            for (int p = 0; p < most.length; p++) {
                if (most[p] > PairLosses.WIDE) {
                    if (wide == null) {
                        NDArray logits = q.add(changes.offset()).toType(DataType.FLOAT64, false);
                        wide = doubles(logits.logSoftmax(1).gather(next, 1)
                                .subi(logits.add(d.toType(DataType.FLOAT64, false)).logSoftmax(1).gather(next, 1)));
                    }
                    mean[p] = wide[p];
                } else {
                    mean[p] = Math.log1p(mean[p]) - atTarget[p];
                }
            }
            return mean;
        }

        private static float[] floats(NDArray values) {
            return values.toType(DataType.FLOAT32, false).toFloatArray();
        }

        private static double[] doubles(NDArray values) {
            return values.toType(DataType.FLOAT64, false).toDoubleArray();
        }
    }
}
