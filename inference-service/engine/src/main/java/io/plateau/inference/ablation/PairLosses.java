package io.plateau.inference.ablation;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/**
 * The closed form (tier 1) of pairs of a position and a neuron: log E_pi exp(d) − d[target]. With E[d] taken out of both
 * terms it is log1p(E_pi (exp(d') − 1)) − d'[target], d' = d − E[d]: a small change is never the difference of two losses,
 * and E_pi (exp(d') − 1) is never near −1, whatever all likely tokens gain or lose together. Any number in place of E[d]
 * gives the same, so that its rounding is without effect.
 */
interface PairLosses {
    /**
     * Up to this largest d' a token whose pi is below the smallest float32 adds less than 1e-29 to the mean, and exp(d')
     * is far from overflow. Beyond it the two softmaxes are compared in logarithms.
     */
    double WIDE = 20;

    /**
     * @param tile holds all the pairs' neurons
     * @param pairs position · N + neuron
     * @return loss changes of the pairs, nats
     */
    double[] of(NeuronDirections.Tile tile, int[] pairs);

    /** What is fastest for the precision and the device of the changes, which belong to {@code manager} or above. */
    static PairLosses over(NDManager manager, LogitChanges changes) {
        return areStreamed(changes) ? new StreamedPairLosses(changes) : new GatheredPairLosses(manager, changes);
    }

    /** Whether rows are read from memory, in float32 and on a CPU. */
    static boolean areStreamed(LogitChanges changes) {
        return !changes.q().getDevice().isGpu() && changes.q().getDataType() == DataType.FLOAT32;
    }
}
