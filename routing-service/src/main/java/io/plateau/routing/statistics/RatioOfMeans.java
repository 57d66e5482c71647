package io.plateau.routing.statistics;

import java.util.Optional;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.correlation.Covariance;

/**
 * Ratio of the means of paired values, with Fieller's interval (1954): the ratios θ for which a paired t-test of
 * x − θ·y at the same level does not reject. It is bounded exactly when the test of y itself rejects zero.
 *
 * @param value mean of x over mean of y
 * @param low lower end of the interval
 * @param high upper end
 */
public record RatioOfMeans(double value, double low, double high) {
    /** 1 − the interval's coverage. */
    public static final double LEVEL = 0.05;

    /**
     * @param xValues one per pair
     * @param yValues one per pair; two pairs at least
     * @return empty where a paired t-test at {@link #LEVEL} does not tell the mean of y from zero: no bounds
     */
    public static Optional<RatioOfMeans> of(double[] xValues, double[] yValues) {
        Scaled scaledX = Scaled.of(xValues);
        Scaled scaledY = Scaled.of(yValues);
        double[] x = scaledX.values();
        double[] y = scaledY.values();
        int n = x.length;
        double a = StatUtils.mean(x);
        double b = StatUtils.mean(y);
        double quantile = new TDistribution(n - 1.0).inverseCumulativeProbability(1 - LEVEL / 2);
        double scale = quantile * quantile / n;
        double square = b * b - scale * StatUtils.variance(y);
        if (!(square > 0)) {
            return Optional.empty();
        }
        double half = a * b - scale * new Covariance().covariance(x, y);
        double constant = a * a - scale * StatUtils.variance(x);
        // Never negative where the denominator's test rejects; rounding may leave it a hair below.
        double root = Math.sqrt(Math.max(0, half * half - square * constant));
        int exponent = scaledX.exponent() - scaledY.exponent();
        return Optional.of(new RatioOfMeans(Math.scalb(a / b, exponent), Math.scalb((half - root) / square, exponent),
                Math.scalb((half + root) / square, exponent)));
    }
}
