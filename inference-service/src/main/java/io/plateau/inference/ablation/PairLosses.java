package io.plateau.inference.ablation;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/**
 * The closed form (tier 1) of pairs of a position and a neuron: log E_pi exp(d) − d[target], as
 * log1p(E_pi (exp(d) − 1)), so that a small change is never the difference of two losses.
 */
interface PairLosses {

    /**
     * @param tile holds all the pairs' neurons
     * @param pairs position · N + neuron
     * @return loss changes of the pairs, nats
     */
    double[] of(NeuronDirections.Tile tile, int[] pairs);

    /** What is fastest for the precision and the device of the changes, which belong to {@code manager} or above. */
    static PairLosses over(NDManager manager, LogitChanges changes) {
        boolean inMemory = !changes.q().getDevice().isGpu() && changes.q().getDataType() == DataType.FLOAT32;
        return inMemory ? new StreamedPairLosses(changes) : new GatheredPairLosses(manager, changes);
    }
}
