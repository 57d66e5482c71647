package io.plateau.inference.engine;

/**
 * Weights of R consecutive neurons of the final MLP, row-major.
 *
 * @param input R, D: what each neuron reads of the normalised residual stream, without its bias
 * @param output R, D: what each neuron writes to the residual stream per unit of activation
 */
public record NeuronWeights(float[] input, float[] output) {
}
