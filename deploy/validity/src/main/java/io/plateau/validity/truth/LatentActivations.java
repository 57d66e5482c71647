package io.plateau.validity.truth;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.plateau.graph.correlation.Observations;

/**
 * Activations of neurons in communities: √strength · factor of the neuron's community + √(1 − strength) · noise.
 *
 * @param contexts number of contexts, each with equally many observations
 * @param observations P, in all
 * @param strength share of a neuron's variance that its community's factor explains, 0 … 1; also the correlation of
 *        two neurons of one community
 * @param ties how the communities' factors hang together
 */
public record LatentActivations(int contexts, int observations, double strength, Ties ties) {

    /** Between communities. */
    public enum Ties {
        /** None: factors are independent. */
        NONE,
        /** K factors sum to zero: any two communities are correlated by −strength / (K − 1). */
        OPPOSED,
        /** Communities 2f and 2f + 1 have one factor and its negative, and no tie to the others. */
        PAIRED
    }

    /** @param community N: 0 … K − 1 */
    public Observations draw(int[] community, SplittableRandom random) {
        double[][] factor = factors(Arrays.stream(community).max().orElse(0) + 1, random);
        float[][] activations = new float[community.length][observations];
        for (int n = 0; n < community.length; n++) {
            for (int p = 0; p < observations; p++) {
                activations[n][p] = (float) (Math.sqrt(strength) * factor[community[n]][p]
                        + Math.sqrt(1 - strength) * random.nextGaussian());
            }
        }
        int[] context = IntStream.range(0, observations).map(p -> p * contexts / observations).toArray();
        return new Observations(context, IntStream.range(0, community.length).toArray(), activations);
    }

    /** K, P: each of unit variance. */
    private double[][] factors(int communities, SplittableRandom random) {
        double[][] factor = new double[communities][observations];
        for (double[] row : factor) {
            Arrays.setAll(row, p -> random.nextGaussian());
        }
        for (int p = 0; p < observations; p++) {
            double mean = 0;
            for (double[] row : factor) {
                mean += row[p] / communities;
            }
            for (int k = 0; k < communities; k++) {
                if (ties == Ties.OPPOSED) {
                    factor[k][p] = (factor[k][p] - mean) * Math.sqrt(communities / (communities - 1.0));
                } else if (ties == Ties.PAIRED && k % 2 == 1) {
                    factor[k][p] = -factor[k - 1][p];
                }
            }
        }
        return factor;
    }
}
