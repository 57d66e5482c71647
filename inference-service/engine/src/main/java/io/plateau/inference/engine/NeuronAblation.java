package io.plateau.inference.engine;

import io.plateau.contracts.specification.AblationSpecification.Tier;
import io.plateau.inference.ablation.LossChanges;

/**
 * Loss changes by ablation of every neuron of an MLP.
 *
 * @param tier by which they were computed, never {@code AUTO}; null where the model was run again from a layer on
 * @param changes P, N, and how they were computed
 * @param activation P, N: without ablation
 * @param baselineLoss P: nats
 * @param frequency null where it was not requested, or all tokens are equally frequent
 */
public record NeuronAblation(Tier tier, LossChanges changes, float[] activation, float[] baselineLoss,
        Frequency frequency) {

    /** Of no position. */
    public static final NeuronAblation NOWHERE = new NeuronAblation(null, LossChanges.exact(new float[0]), new float[0],
            new float[0], null);

    /**
     * How the predictions without ablation relate to token frequencies.
     *
     * @param divergence P: KL(prediction ‖ frequencies), nats
     * @param target P: log frequency of the token that follows
     */
    public record Frequency(float[] divergence, float[] target) {
    }
}
