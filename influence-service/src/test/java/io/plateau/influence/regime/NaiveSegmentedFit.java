package io.plateau.influence.regime;

import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

import io.plateau.influence.powerlaw.RankAxis;

/** The same search, each candidate solved by plain weighted least squares. */
final class NaiveSegmentedFit {
    final int[] breakpoints;
    /** Intercept, slope and the change of slope at each breakpoint. */
    final double[] coefficients;
    final double bic;

    private NaiveSegmentedFit(int[] breakpoints, double[] coefficients, double bic) {
        this.breakpoints = breakpoints;
        this.coefficients = coefficients;
        this.bic = bic;
    }

    static NaiveSegmentedFit best(RankAxis axis, double[] y, int breakpoints) {
        int[] grid = BreakpointSearch.grid(axis.ranks());
        NaiveSegmentedFit best = null;
        if (breakpoints == 0) {
            return solve(axis, y);
        }
        for (int a = 0; a < grid.length; a++) {
            if (breakpoints == 1) {
                best = better(best, solve(axis, y, grid[a]));
            }
            for (int b = a + 1; breakpoints == 2 && b < grid.length; b++) {
                if (grid[b] >= BreakpointSearch.MIN_RATIO * grid[a]) {
                    best = better(best, solve(axis, y, grid[a], grid[b]));
                }
            }
        }
        return best;
    }

    private static NaiveSegmentedFit better(NaiveSegmentedFit one, NaiveSegmentedFit other) {
        return one == null || other.bic < one.bic ? other : one;
    }

    private static NaiveSegmentedFit solve(RankAxis axis, double[] y, int... breakpoints) {
        double[] scaled = new double[y.length];
        double[][] design = new double[y.length][2 + breakpoints.length];
        double weights = 0;
        double squaredWeights = 0;
        for (int i = 0; i < y.length; i++) {
            double weight = axis.weight(i);
            double root = Math.sqrt(weight);
            scaled[i] = root * y[i];
            design[i][0] = root;
            design[i][1] = root * Math.log(i + 1.0);
            for (int k = 0; k < breakpoints.length; k++) {
                design[i][2 + k] = root * Math.max(0, Math.log(i + 1.0) - Math.log(breakpoints[k]));
            }
            weights += weight;
            squaredWeights += weight * weight;
        }
        OLSMultipleLinearRegression solver = new OLSMultipleLinearRegression();
        solver.setNoIntercept(true);
        solver.newSampleData(scaled, design);
        double n = weights * weights / squaredWeights;
        double bic = n * Math.log(solver.calculateResidualSumOfSquares() / weights)
                + (2 + 2 * breakpoints.length) * Math.log(n);
        return new NaiveSegmentedFit(breakpoints, solver.estimateRegressionParameters(), bic);
    }
}
