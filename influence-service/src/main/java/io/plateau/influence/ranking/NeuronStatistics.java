package io.plateau.influence.ranking;

import io.plateau.influence.losses.GroupSums;

/**
 * What is known of every neuron for one token group (deploy/science, Influence).
 *
 * @param meanDelta N: mean of dL over the group's positions, nats
 * @param meanAbsolute N: mean of |dL|, nats
 * @param standardError N: standard error of meanDelta clustered by context, nats; NaN with fewer than two
 *        contexts
 * @param sharePositive N: share of positions with dL &gt; 0
 */
public record NeuronStatistics(double[] meanDelta, double[] meanAbsolute, double[] standardError,
        double[] sharePositive) {

    /** Contexts are added in ascending order. */
    public static NeuronStatistics of(GroupSums group) {
        int neurons = group.neurons();
        double positions = group.positions();
        double[] mean = means(group, group.delta(), positions);
        double[] share = new double[neurons];
        for (int n = 0; n < neurons; n++) {
            share[n] = group.positive()[n] / positions;
        }
        return new NeuronStatistics(mean, means(group, group.absolute(), positions),
                clusteredStandardErrors(group, mean, positions), share);
    }

    private static double[] means(GroupSums group, double[] sums, double positions) {
        int neurons = group.neurons();
        double[] mean = new double[neurons];
        for (int i = 0; i < sums.length; i++) {
            mean[i % neurons] += sums[i];
        }
        for (int n = 0; n < neurons; n++) {
            mean[n] /= positions;
        }
        return mean;
    }

    /** Linearised ratio estimator: sqrt(C/(C−1) · Σ_c (s_c − m·n_c)²) / n, over contexts that hold the group. */
    private static double[] clusteredStandardErrors(GroupSums group, double[] mean, double positions) {
        int neurons = group.neurons();
        int[] occupied = group.occupied();
        double[] error = new double[neurons];
        for (int c : occupied) {
            for (int n = 0; n < neurons; n++) {
                double residual = group.delta()[c * neurons + n] - mean[n] * group.counts()[c];
                error[n] += residual * residual;
            }
        }
        double correction = occupied.length < 2 ? Double.NaN : occupied.length / (occupied.length - 1.0);
        for (int n = 0; n < neurons; n++) {
            error[n] = Math.sqrt(correction * error[n]) / positions;
        }
        return error;
    }
}
