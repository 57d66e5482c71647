package io.plateau.inference.ablation;

/**
 * What an ablation of every neuron found.
 *
 * @param delta P, N: loss with the neuron ablated minus baseline loss, nats
 * @param shareClosedForm share of the pairs that went to the closed form
 * @param sampledError largest |error| of the sampled pairs ÷ rms change; null for exact tiers
 */
public record LossChanges(float[] delta, double shareClosedForm, Double sampledError) {
}
