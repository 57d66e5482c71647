package io.plateau.inference.ablation;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.model.TargetPositions;

/**
 * The closed form (tier 1) on gathered pairs: log E_pi exp(d) − d[target], with d in float32 and all that is summed or
 * subtracted in float64, so that a small change is not lost between two large losses.
 */
final class PairLosses {
    /** Elements of a chunk: its handful of V-long rows should stay in the cache of a core. */
    private static final int CHUNK_ELEMENTS = 1 << 17;
    private final LogitChanges changes;
    private final NDManager manager;
    private final float[] r;
    private final float[] s;
    private final int neurons;
    private final double[] baseline;

    PairLosses(LogitChanges changes) {
        this.changes = changes;
        this.manager = changes.q().getManager();
        this.r = changes.r().toFloatArray();
        this.s = changes.s().toFloatArray();
        this.neurons = (int) changes.r().getShape().get(1);
        this.baseline = baseline();
    }

    /**
     * @param tile holds all the pairs' neurons
     * @param pairs position · N + neuron
     * @return loss changes of the pairs, nats
     */
    double[] of(NeuronDirections.Tile tile, int[] pairs) {
        double[] deltas = new double[pairs.length];
        int chunk = chunk();
        for (int from = 0; from < pairs.length; from += chunk) {
            int[] some = Arrays.copyOfRange(pairs, from, Math.min(pairs.length, from + chunk));
            double[] losses = losses(tile, some);
            for (int i = 0; i < some.length; i++) {
                deltas[from + i] = losses[i] - baseline[some[i] / neurons];
            }
        }
        return deltas;
    }

    private double[] losses(NeuronDirections.Tile tile, int[] pairs) {
        int[] positions = Arrays.stream(pairs).map(pair -> pair / neurons).toArray();
        int[] rows = Arrays.stream(pairs).map(pair -> pair % neurons - tile.from()).toArray();
        try (NDManager scratch = manager.newSubManager()) {
            NDIndex position = new NDIndex("{}", TargetPositions.index(scratch, positions));
            NDIndex row = new NDIndex("{}", TargetPositions.index(scratch, rows));
            NDArray d = changes.q().get(scratch, position).muli(column(scratch, r, pairs));
            d.addi(tile.b().get(scratch, row).muli(column(scratch, s, pairs)));
            NDArray shifted = d.toType(DataType.FLOAT64, false).addi(changes.logProbability().get(scratch, position));
            return losses(shifted, changes.next().get(scratch, position));
        }
    }

    private double[] baseline() {
        int positions = (int) changes.q().getShape().get(0);
        double[] losses = new double[positions];
        int chunk = chunk();
        for (int from = 0; from < positions; from += chunk) {
            try (NDManager scratch = manager.newSubManager()) {
                NDIndex rows = new NDIndex("{}:{}", from, Math.min(positions, from + chunk));
                double[] some = losses(changes.logProbability().get(scratch, rows).toType(DataType.FLOAT64, false),
                        changes.next().get(scratch, rows));
                System.arraycopy(some, 0, losses, from, some.length);
            }
        }
        return losses;
    }

    private int chunk() {
        return (int) Math.max(1, CHUNK_ELEMENTS / changes.q().getShape().get(1));
    }

    private static double[] losses(NDArray logits, NDArray next) {
        return logits.logSoftmax(1).gather(next, 1).neg().toDoubleArray();
    }

    private static NDArray column(NDManager scratch, float[] values, int[] pairs) {
        float[] column = new float[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            column[i] = values[pairs[i]];
        }
        return scratch.create(column, new Shape(pairs.length, 1));
    }
}
