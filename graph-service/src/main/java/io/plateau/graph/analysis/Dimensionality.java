package io.plateau.graph.analysis;

import java.util.Arrays;

import io.plateau.graph.correlation.PearsonCorrelation;
import io.plateau.statistics.eigen.SymmetricEigen;

/**
 * Effective dimensionality of a set of neurons (science.md section 4): how many principal components of their z-scored
 * activations it takes to explain a share of the variance, per neuron. A neuron that never varies has no z-score
 * and adds no component, yet it counts in the size of the set, by which the definition divides.
 *
 * @param components how many; null where no neuron varies
 * @param varying neurons that vary
 * @param ratio components ÷ neurons of the set, 1/n … 1; null where no neuron varies
 * @param reason why it is null, or null
 */
public record Dimensionality(Integer components, int varying, Double ratio, String reason) {
    /** So that a share of 1 does not ask for components that only rounding made. */
    private static final double ROUNDING = 1e-9;

    /**
     * @param activations n, P
     * @param share of the variance to be explained, 0 … 1
     */
    public static Dimensionality of(float[][] activations, double share) {
        float[][] varying = Arrays.stream(activations).filter(PearsonCorrelation::varies).toArray(float[][]::new);
        if (varying.length == 0) {
            return new Dimensionality(null, 0, null, activations.length == 0
                    ? "the set has no neurons"
                    : "none of the " + activations.length + " neurons' activations vary");
        }
        double[] variances = descending(PearsonCorrelation.of(varying));
        double wanted = share * varying.length - ROUNDING;
        double explained = 0;
        int components = 0;
        while (components < variances.length && explained < wanted) {
            explained += variances[components++];
        }
        return new Dimensionality(components, varying.length, (double) components / activations.length, null);
    }

    /** Eigenvalues of a symmetric matrix, the largest first. */
    private static double[] descending(double[][] matrix) {
        double[] values = SymmetricEigen.of(matrix).values();
        for (int i = 0, j = values.length - 1; i < j; i++, j--) {
            double kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
        return values;
    }
}
