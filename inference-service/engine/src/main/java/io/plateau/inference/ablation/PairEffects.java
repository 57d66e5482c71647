package io.plateau.inference.ablation;

import ai.djl.ndarray.NDManager;

/** The effects of pairs of a position and a neuron in closed form (deploy/science, Effects). */
interface PairEffects {
    /**
     * @param tile holds all the pairs' neurons
     * @param pairs position · N + neuron
     * @param total takes the pairs' loss changes, nats
     * @param effects takes their parts
     * @param to where each pair's values belong in both
     */
    void of(NeuronDirections.Tile tile, int[] pairs, float[] total, NeuronEffects effects, int[] to);

    /** What is fastest for the precision and the device of the changes, which belong to {@code manager} or above. */
    static PairEffects over(NDManager manager, LogitChanges changes, UnigramDirection unigram) {
        PairEffects gathered = new GatheredPairEffects(manager, changes, unigram);
        return PairLosses.areStreamed(changes) ? new StreamedPairEffects(changes, unigram, gathered) : gathered;
    }
}
