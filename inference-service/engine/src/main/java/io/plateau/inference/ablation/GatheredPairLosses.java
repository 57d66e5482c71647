package io.plateau.inference.ablation;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.parallel.Cancellation;

/**
 * Pairs as gathered rows of tensors, on the device of the changes; the arithmetic is in float64, so that what is left is
 * the rounding of the changes themselves.
 */
final class GatheredPairLosses implements PairLosses {
    /** Elements of a chunk: its handful of V-long rows should stay in the cache of a core. */
    private static final int CHUNK_ELEMENTS = 1 << 16;
    private final LogitChanges changes;
    private final NDManager manager;
    private final NDArray one;
    private final int neurons;

    /** @param changes belong to {@code manager} or above */
    GatheredPairLosses(NDManager manager, LogitChanges changes) {
        this.manager = manager;
        this.changes = changes;
        // A number as an argument would be made a tensor each time.
        this.one = manager.create(1.0);
        this.neurons = (int) changes.r().getShape().get(1);
    }

    @Override
    public double[] of(NeuronDirections.Tile tile, int[] pairs) {
        double[] deltas = new double[pairs.length];
        int chunk = (int) Math.max(1, CHUNK_ELEMENTS / changes.q().getShape().get(1));
        for (int from = 0; from < pairs.length; from += chunk) {
            Cancellation.check();
            int[] some = Arrays.copyOfRange(pairs, from, Math.min(pairs.length, from + chunk));
            System.arraycopy(chunk(tile, some), 0, deltas, from, some.length);
        }
        return deltas;
    }

    private double[] chunk(NeuronDirections.Tile tile, int[] pairs) {
        int[] positions = Arrays.stream(pairs).map(pair -> pair / neurons).toArray();
        int[] rows = Arrays.stream(pairs).map(pair -> pair % neurons - tile.from()).toArray();
        int[] targets = Arrays.stream(positions).map(position -> changes.next()[position]).toArray();
        try (NDManager scratch = manager.newSubManager()) {
            NDArray position = TargetPositions.index(scratch, positions);
            NDArray row = TargetPositions.index(scratch, rows);
            NDArray pair = TargetPositions.index(scratch, pairs);
            NDArray target = TargetPositions.index(scratch, targets).expandDims(1);
            NDArray q = GatheredRows.of(changes.q(), position);
            NDArray d = GatheredRows.of(tile.b(), row).subi(GatheredRows.at(changes.meanB(), pair))
                    .muli(GatheredRows.at(changes.s(), pair))
                    .addi(q.mul(GatheredRows.at(changes.r(), pair)));
            NDArray mean = d.exp().subi(one).muli(GatheredRows.of(changes.pi(), position)).sum(new int[]{1});
            double[] deltas = mean.toDoubleArray();
            double[] atTarget = d.gather(target, 1).toDoubleArray();
            double[] most = d.max(new int[]{1}).toDoubleArray();
            double[] wide = Arrays.stream(most).allMatch(m -> m <= WIDE) ? null : losses(q, d, target);
            for (int i = 0; i < deltas.length; i++) {
                deltas[i] = most[i] <= WIDE ? Math.log1p(deltas[i]) - atTarget[i] : wide[i];
            }
            return deltas;
        }
    }

    /** The difference of two losses, exact enough where d is large. */
    private double[] losses(NDArray q, NDArray d, NDArray target) {
        NDArray logits = q.add(changes.offset().toType(DataType.FLOAT64, false));
        return logits.logSoftmax(1).gather(target, 1).subi(logits.add(d).logSoftmax(1).gather(target, 1))
                .toDoubleArray();
    }
}
