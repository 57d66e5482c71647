package io.plateau.graph;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import io.plateau.graph.correlation.Observations;

/** Activations with a known structure: neuron = loading × factor of its community + noise. */
public final class SyntheticActivations {
    private SyntheticActivations() {
    }

    /**
     * @param community of each neuron; negative: noise alone
     * @param loading of the community's factor, 0 … 1; correlation inside a community is its square
     * @param sign of each neuron's loading, ±1
     * @return neurons, observations
     */
    public static float[][] of(int[] community, double loading, int[] sign, int observations, long seed) {
        Random random = new Random(seed);
        int factors = Math.max(0, Arrays.stream(community).max().orElse(-1)) + 1;
        float[][] activations = new float[community.length][observations];
        for (int p = 0; p < observations; p++) {
            double[] factor = IntStream.range(0, factors).mapToDouble(f -> random.nextGaussian()).toArray();
            for (int i = 0; i < community.length; i++) {
                double noise = random.nextGaussian();
                activations[i][p] = (float) (community[i] < 0
                        ? noise
                        : sign[i] * loading * factor[community[i]] + Math.sqrt(1 - loading * loading) * noise);
            }
        }
        return activations;
    }

    /** Observations of all neurons, the rows spread evenly over the contexts. */
    public static Observations observations(float[][] activations, int contexts) {
        int rows = activations[0].length;
        return new Observations(IntStream.range(0, rows).map(p -> p * contexts / rows).toArray(),
                IntStream.range(0, activations.length).toArray(), activations);
    }

    public static int[] ones(int length) {
        int[] ones = new int[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
