package io.plateau.inference.engine;

/**
 * Loss changes by mean ablation of every neuron of the final MLP.
 *
 * @param deltaLoss P, N: loss with the neuron ablated minus baseline loss, nats
 * @param baselineLoss P: nats
 * @param tier what computed it: {@code moments}, {@code closed-form} or {@code naive}
 * @param shareClosedForm share of the pairs that went to the closed form, 0 … 1
 * @param sampledError largest |error| of a seeded sample of pairs ÷ rms change of the block; null for exact tiers
 */
public record NeuronAblation(float[] deltaLoss, float[] baselineLoss, String tier, double shareClosedForm,
        Double sampledError) {
}
