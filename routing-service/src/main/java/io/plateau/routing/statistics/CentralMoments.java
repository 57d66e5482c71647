package io.plateau.routing.statistics;

/**
 * Count, mean and the second and third central moments of values that come one after the other, by the updates of Pébay
 * (2008), "Formulas for robust, one-pass parallel computation of covariances and arbitrary-order statistical moments".
 */
public final class CentralMoments {
    private int count;
    private double mean;
    private double squares;
    private double cubes;
    private double smallest = Double.POSITIVE_INFINITY;
    private double largest = Double.NEGATIVE_INFINITY;

    public static CentralMoments of(double[] values) {
        CentralMoments moments = new CentralMoments();
        for (double value : values) {
            moments.add(value);
        }
        return moments;
    }

    public void add(double value) {
        count++;
        double delta = value - mean;
        double step = delta / count;
        double term = delta * step * (count - 1);
        mean += step;
        cubes += term * step * (count - 2) - 3 * step * squares;
        squares += term;
        smallest = Math.min(smallest, value);
        largest = Math.max(largest, value);
    }

    Spread spread() {
        return new Spread(count, count < 1 ? null : (Double) mean, count < 2 ? null : (Double) Math.sqrt(variance()));
    }

    /** Whether all values are one. */
    boolean isConstant() {
        return smallest == largest;
    }

    /** Over n − 1. */
    double variance() {
        return squares / (count - 1);
    }

    /**
     * Third standardised cumulant, adjusted for the sample's size (G1 of Joanes and Gill 1998); 0 below three values, where
     * nothing is known of it.
     */
    double skewness() {
        if (count < 3 || squares == 0) {
            return 0;
        }
        double n = count;
        // Divided one after the other: no power of a small deviation vanishes before the quotient is taken
        return Math.sqrt(n * (n - 1)) / (n - 2) * Math.sqrt(n) * (cubes / squares / Math.sqrt(squares));
    }
}
