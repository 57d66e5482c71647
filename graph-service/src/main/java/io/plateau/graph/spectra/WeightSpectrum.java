package io.plateau.graph.spectra;

import java.util.Arrays;

import io.plateau.graph.correlation.PearsonCorrelation;
import io.plateau.statistics.eigen.SymmetricEigen;

/**
 * The spectrum of the correlation matrix of some neurons' weight rows, each row of D weights standardised.
 *
 * @param eigenvalues the largest first; their sum is the number of neurons
 * @param constantRows rows whose weights are all equal: they correlate with none
 * @param hill Hill's exponent of the largest eigenvalues; null where there is none
 * @param hillError its standard error
 * @param stableRank sum of the eigenvalues ÷ the largest, 1 … n
 * @param distance Kolmogorov–Smirnov distance from the law of Marčenko and Pastur at n / D
 * @param shareAbove share of the eigenvalues above its upper edge
 * @param reason why something is null, or null
 */
public record WeightSpectrum(double[] eigenvalues, int constantRows, Double hill, Double hillError, Double stableRank,
        Double distance, Double shareAbove, String reason) {
    /** Below this there are too few eigenvalues to speak of their distribution. */
    public static final int LEAST = 4;
    /** Eigenvalues below n times this, in a matrix whose eigenvalues sum to n, are rounding. */
    private static final double ROUNDING = 1e-12;

    /**
     * @param rows n, D
     * @param hillShare share of the eigenvalues that are the tail of Hill's estimator
     */
    public static WeightSpectrum of(float[][] rows, double hillShare) {
        int n = rows.length;
        int constant = (int) Arrays.stream(rows).filter(row -> !PearsonCorrelation.varies(row)).count();
        if (n < LEAST || constant == n) {
            return new WeightSpectrum(new double[0], constant, null, null, null, null, null, n < LEAST
                    ? "the set has " + n + " neurons; a spectrum needs at least " + LEAST
                    : "no neuron's weights vary");
        }
        double[] ascending = SymmetricEigen.of(PearsonCorrelation.of(rows)).values();
        // More rows than weights leave eigenvalues of 0 that rounding puts on either side of it.
        double[] values = Arrays.stream(ascending).map(v -> Math.abs(v) < ROUNDING * n ? 0 : v).toArray();
        MarchenkoPastur law = new MarchenkoPastur((double) n / rows[0].length);
        double[] descending = new double[n];
        int above = 0;
        for (int i = 0; i < n; i++) {
            descending[i] = values[n - 1 - i];
            above += values[i] > law.upperEdge() ? 1 : 0;
        }
        int tail = Math.max(2, Math.min(n - 1, (int) Math.round(hillShare * n)));
        HillEstimator hill = HillEstimator.of(descending, tail);
        return new WeightSpectrum(descending, constant, hill == null ? null : hill.exponent(),
                hill == null ? null : hill.standardError(), n / descending[0], law.distance(values),
                (double) above / n,
                hill == null ? "the " + tail + " largest eigenvalues are equal or reach down to 0: no exponent" : null);
    }
}
