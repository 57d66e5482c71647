package io.plateau.influence;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

import io.plateau.influence.losses.GroupSums;

/** Losses whose truth is known: the influence of each rank is planted, contexts scatter about it. */
public final class PlantedLosses {
    private PlantedLosses() {
    }

    /** ln influence = −5 − kappa · ln rank. */
    public static IntToDoubleFunction powerLaw(double kappa) {
        return rank -> -5 - kappa * Math.log(rank);
    }

    /** A power law whose first ranks are lifted by so much ln influence. */
    public static IntToDoubleFunction lifted(double kappa, int head, double by) {
        return rank -> powerLaw(kappa).applyAsDouble(rank) + (rank <= head ? by : 0);
    }

    /** A power law whose first ranks have the influence of the last of them. */
    public static IntToDoubleFunction flattened(double kappa, int head) {
        return rank -> powerLaw(kappa).applyAsDouble(Math.max(rank, head));
    }

    /**
     * @param lnInfluence of each rank; rank r is neuron (r·37) mod neurons, odd ranks lower the loss when kept
     * @param noise standard deviation of a context's mean, as a share of the neuron's influence
     */
    public static GroupSums group(int contexts, int neurons, IntToDoubleFunction lnInfluence, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] counts = new int[contexts];
        double[] delta = new double[contexts * neurons];
        double[] absolute = new double[contexts * neurons];
        double[] positive = new double[neurons];
        for (int c = 0; c < contexts; c++) {
            counts[c] = 20 + random.nextInt(20);
            for (int rank = 1; rank <= neurons; rank++) {
                int neuron = rank * 37 % neurons;
                double influence = Math.exp(lnInfluence.applyAsDouble(rank));
                double mean = influence * ((rank % 2 == 1 ? 1 : -1) + noise * random.nextGaussian());
                delta[c * neurons + neuron] = counts[c] * mean;
                absolute[c * neurons + neuron] = counts[c] * (Math.abs(mean) + influence);
                positive[neuron] += mean > 0 ? counts[c] : 0;
            }
        }
        return new GroupSums(neurons, counts, delta, absolute, positive);
    }
}
