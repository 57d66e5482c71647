package io.plateau.influence.powerlaw;

/**
 * The abscissa shared by all fits of M ranked neurons: x = ln rank and the weights w. It depends on M alone,
 * so replicates reuse it.
 */
public final class RankAxis {
    private final double[] x;
    private final double[] weight;
    private final double totalWeight;
    private final double meanX;
    private final double squaredX;
    private final double effectiveSize;

    public RankAxis(int ranks, Weighting weighting) {
        x = new double[ranks];
        weight = new double[ranks];
        double sum = 0;
        double sumSquared = 0;
        double sumX = 0;
        for (int i = 0; i < ranks; i++) {
            x[i] = Math.log(i + 1.0);
            weight[i] = weighting.of(i + 1);
            sum += weight[i];
            sumSquared += weight[i] * weight[i];
            sumX += weight[i] * x[i];
        }
        totalWeight = sum;
        meanX = sumX / sum;
        effectiveSize = sum * sum / sumSquared;
        double sumSquaredX = 0;
        for (int i = 0; i < ranks; i++) {
            sumSquaredX += weight[i] * (x[i] - meanX) * (x[i] - meanX);
        }
        squaredX = sumSquaredX;
    }

    /** M. */
    public int ranks() {
        return x.length;
    }

    /** ln rank of the element i, whose rank is i + 1. */
    public double x(int i) {
        return x[i];
    }

    public double weight(int i) {
        return weight[i];
    }

    /** Σ w. */
    public double totalWeight() {
        return totalWeight;
    }

    /** Weighted mean of x. */
    public double meanX() {
        return meanX;
    }

    /** Σ w (x − mean)². */
    public double squaredX() {
        return squaredX;
    }

    /** Kish's effective sample size, (Σ w)² / Σ w²: what n is in a criterion that counts observations. */
    public double effectiveSize() {
        return effectiveSize;
    }
}
