package io.plateau.inference.ablation;

/**
 * What an ablation of every neuron found, and how.
 *
 * @param delta P, N: loss with the neuron ablated minus baseline loss, nats
 * @param order of the series; null for exact tiers
 * @param guard standard deviation of d above which pairs went to the closed form; null for exact tiers
 * @param shareClosedForm share of the pairs that went to the closed form
 * @param sampledError largest |error| of the sampled pairs ÷ rms change; null for exact tiers
 */
public record LossChanges(float[] delta, Integer order, Double guard, double shareClosedForm, Double sampledError) {

    static LossChanges exact(float[] delta) {
        return new LossChanges(delta, null, null, 1, null);
    }
}
