package io.plateau.graph.store;

/**
 * Weights of R consecutive neurons, each row D wide.
 *
 * @param firstNeuron of row 0
 * @param width D
 * @param input R, D, row-major
 * @param output R, D, row-major
 */
public record WeightBlock(int firstNeuron, int width, float[] input, float[] output) {

    public int rows() {
        return input.length / width;
    }
}
