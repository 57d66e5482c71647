package io.plateau.inference.engine;

import io.plateau.inference.ablation.LossChanges;

/**
 * Loss changes by mean ablation of every neuron of the final MLP.
 *
 * @param changes P, N, and how they were computed
 * @param baselineLoss P: nats
 */
public record NeuronAblation(LossChanges changes, float[] baselineLoss) {
}
