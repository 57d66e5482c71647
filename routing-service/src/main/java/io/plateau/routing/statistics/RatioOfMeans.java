package io.plateau.routing.statistics;

import java.util.Optional;
import java.util.stream.IntStream;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;

/**
 * Ratio of the means of paired values, with Fieller's interval (1954): the ratios θ for which Student's test of x − θ·y
 * at the same level does not reject. It is bounded exactly when the test of y itself rejects zero. Where pairs share
 * units, the test's variance is the larger of two estimates ({@link SharedUnits}): a ratio is then in the interval if it
 * is in that of either.
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
     * @return empty where a test at {@link #LEVEL} does not tell the mean of y from zero: no bounds
     */
    public static Optional<RatioOfMeans> of(double[] xValues, double[] yValues, SharedUnits units) {
        if (!units.suffice()) {
            return Optional.empty();
        }
        Scaled scaledX = Scaled.of(xValues);
        Scaled scaledY = Scaled.of(yValues);
        double[] x = scaledX.values();
        double[] y = scaledY.values();
        double a = StatUtils.mean(x);
        double b = StatUtils.mean(y);
        double quantile = new TDistribution(units.degreesOfFreedom()).inverseCumulativeProbability(1 - LEVEL / 2);
        double scale = quantile * quantile;
        double[] ends = ends(a, b, scale * units.independent(x, x), scale * units.independent(x, y),
                scale * units.independent(y, y));
        double[] shared = ends(a, b, scale * units.shared(x, x), scale * units.shared(x, y),
                scale * units.shared(y, y));
        if (ends == null || shared == null) {
            return Optional.empty();
        }
        // A negative estimate of a variance leaves nothing in its own interval.
        double low = ends[0];
        double high = ends[1];
        if (!Double.isNaN(shared[0])) {
            low = Math.min(low, shared[0]);
            high = Math.max(high, shared[1]);
        }
        int exponent = scaledX.exponent() - scaledY.exponent();
        return Optional.of(new RatioOfMeans(Math.scalb(a / b, exponent), Math.scalb(low, exponent),
                Math.scalb(high, exponent)));
    }

    /** The pairs taken for independent. */
    static Optional<RatioOfMeans> of(double[] x, double[] y) {
        return of(x, y, new SharedUnits(IntStream.range(0, 2 * x.length).toArray()));
    }

    /** Roots of (a − θ·b)² = xx − 2·θ·xy + θ²·yy; null where they do not bound an interval, NaN where there are none. */
    private static double[] ends(double a, double b, double xx, double xy, double yy) {
        double square = b * b - yy;
        if (!(square > 0)) {
            return null;
        }
        double half = a * b - xy;
        double discriminant = half * half - square * (a * a - xx);
        // Of a true variance never negative here; rounding may leave it a hair below.
        boolean none = discriminant < 0 && (a * a * yy - 2 * a * b * xy + b * b * xx) < 0;
        double root = none ? Double.NaN : Math.sqrt(Math.max(0, discriminant));
        return new double[]{(half - root) / square, (half + root) / square};
    }
}
