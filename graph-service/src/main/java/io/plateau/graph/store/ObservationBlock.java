package io.plateau.graph.store;

/**
 * The observations among the positions of one block of activations.
 *
 * @param layer neurons of the layer, N
 * @param contexts context of each observation
 * @param activations observations × N, row-major
 */
public record ObservationBlock(int layer, int[] contexts, float[] activations) {
}
