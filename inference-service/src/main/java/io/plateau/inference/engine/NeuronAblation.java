package io.plateau.inference.engine;

import io.plateau.contracts.specification.AblationSpecification.Tier;
import io.plateau.inference.ablation.LossChanges;

/**
 * Loss changes by mean ablation of every neuron of the final MLP.
 *
 * @param tier by which they were computed, never {@code AUTO}
 * @param changes P, N, and how they were computed
 * @param baselineLoss P: nats
 */
public record NeuronAblation(Tier tier, LossChanges changes, float[] baselineLoss) {
}
