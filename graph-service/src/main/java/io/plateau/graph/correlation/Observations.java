package io.plateau.graph.correlation;

import java.util.Arrays;

import io.plateau.contracts.UnprocessableException;

/**
 * Activations of some neurons of the final MLP at the observed positions.
 *
 * @param contexts P: which context each observation comes from
 * @param neurons which neurons, ascending
 * @param activations one row per neuron, P values each; no unit
 */
public record Observations(int[] contexts, int[] neurons, float[][] activations) {

    /** Below this a correlation at the edge threshold of 0.1 would be noise. */
    public static final int LEAST = 200;

    public Observations {
        if (neurons.length != activations.length) {
            throw new IllegalArgumentException(
                    neurons.length + " neurons cannot have " + activations.length + " rows of activations");
        }
        for (float[] row : activations) {
            if (row.length != contexts.length) {
                throw new IllegalArgumentException(
                        "a row of " + row.length + " activations cannot belong to " + contexts.length
                                + " observations");
            }
        }
    }

    /** @throws UnprocessableException when there are fewer than {@link #LEAST} */
    public static void requireEnough(int observations) {
        if (observations < LEAST) {
            throw new UnprocessableException("the blocks of activations hold " + observations
                    + " observations; a correlation graph needs at least " + LEAST
                    + ": raise tokens.count or graph.observations");
        }
    }

    public int count() {
        return contexts.length;
    }

    /** Activations of a set of neurons, one row each, in the set's order. */
    public float[][] of(int[] set) {
        float[][] rows = new float[set.length][];
        for (int i = 0; i < set.length; i++) {
            int row = Arrays.binarySearch(neurons, set[i]);
            if (row < 0) {
                throw new IllegalArgumentException("neuron " + set[i] + " is not among the loaded ones");
            }
            rows[i] = activations[row];
        }
        return rows;
    }
}
