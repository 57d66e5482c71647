package io.plateau.routing.statistics;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pairs of units, of which some share a unit and with it its noise.
 *
 * <p>
 * The variance of a mean over pairs is estimated with the products of residuals of all pairs that share a unit (the dyadic
 * estimate of Aronow, Samii and Assenova 2015), scaled to be unbiased for independent pairs; Student's degrees of freedom are
 * those of Bell and McCaffrey (2002), two moments of the same quadratic form. The estimate can come out too small, even
 * negative, so the usual one of independent pairs is its lower bound. Where no two pairs share a unit both are one, and the
 * tests are the usual ones.
 */
public final class SharedUnits {
    /** Below, the estimate of the variance is worth too little, and no level was shown. */
    private static final double FEWEST_DEGREES = 3;

    private final int[] units; // K, 2: numbered from 0
    private final int[] couples; // K: pairs of the same two units have the same number
    private final int count;
    private final double trace;
    private final double degreesOfFreedom;

    /** @param units K, 2 row-major: the two units of each pair, never the same */
    public SharedUnits(int[] units) {
        Map<Integer, Integer> numbers = new TreeMap<>();
        Map<List<Integer>, Integer> known = new HashMap<>();
        this.units = new int[units.length];
        couples = new int[units.length / 2];
        for (int i = 0; i < units.length; i++) {
            this.units[i] = number(numbers, units[i]);
        }
        for (int k = 0; k < couples.length; k++) {
            couples[k] = number(known, List.of(Math.min(units[2 * k], units[2 * k + 1]),
                    Math.max(units[2 * k], units[2 * k + 1])));
        }
        count = numbers.size();
        // Row sums of the matrix S that is 1 where two pairs share a unit, 0 elsewhere
        double[] ofUnit = new double[count];
        double[] ofCouple = new double[known.size()];
        for (int k = 0; k < couples.length; k++) {
            ofUnit[this.units[2 * k]]++;
            ofUnit[this.units[2 * k + 1]]++;
            ofCouple[couples[k]]++;
        }
        double sum = 0;
        double squares = 0;
        for (int k = 0; k < couples.length; k++) {
            double row = ofUnit[this.units[2 * k]] + ofUnit[this.units[2 * k + 1]] - ofCouple[couples[k]];
            sum += row;
            squares += row * row;
        }
        double n = couples.length;
        // Of M S M and its square, where M takes the mean out
        trace = n - sum / n;
        degreesOfFreedom = trace * trace / (sum - 2 * squares / n + sum * sum / (n * n));
    }

    private static <T> int number(Map<T, Integer> numbers, T of) {
        numbers.putIfAbsent(of, numbers.size());
        return numbers.get(of);
    }

    /** How many different units there are. */
    public int count() {
        return count;
    }

    /**
     * As many independent pairs would estimate the variance as well: the number of pairs where none shares a unit; null
     * below two pairs.
     */
    public Double independentPairs() {
        return couples.length < 2 ? null : (Double) (trace > 0 ? degreesOfFreedom + 1 : 1);
    }

    /** Whether the pairs are independent enough for a test. */
    boolean suffice() {
        return areIndependent() || trace > 0 && degreesOfFreedom >= FEWEST_DEGREES;
    }

    private boolean areIndependent() {
        return count == 2 * couples.length;
    }

    double degreesOfFreedom() {
        return areIndependent() ? couples.length - 1.0 : degreesOfFreedom;
    }

    /** Test of one value per pair against zero. */
    public PairedTest test(double[] values) {
        Spread spread = Spread.of(values);
        double[] scaled = Scaled.of(values).values();
        CentralMoments moments = CentralMoments.of(scaled);
        PairedTest none = PairedTest.withoutSpread("pair", spread, moments);
        if (none != null) {
            return none;
        }
        if (!suffice()) {
            return PairedTest.undefined(spread, String.format(Locale.ROOT,
                    "%d pairs of only %d contexts count for %.1f independent ones; a test needs at least %.0f",
                    values.length, count, independentPairs(), FEWEST_DEGREES + 1));
        }
        double error = Math.sqrt(Math.max(independent(scaled, scaled), shared(scaled, scaled)));
        return PairedTest.of(spread, moments.spread().mean() / error, degreesOfFreedom(),
                moments.skewness() / Math.sqrt(degreesOfFreedom() + 1));
    }

    /** Covariance of two means over pairs, pairs taken for independent. */
    double independent(double[] x, double[] y) {
        int n = x.length;
        double[] left = residuals(x);
        double[] right = residuals(y);
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += left[k] * right[k];
        }
        return sum / (n - 1) / n;
    }

    /** Covariance of two means over pairs, from all pairs that share a unit. */
    double shared(double[] x, double[] y) {
        if (areIndependent()) {
            return independent(x, y);
        }
        double[] left = residuals(x);
        double[] right = residuals(y);
        double[] leftOfUnit = new double[count];
        double[] rightOfUnit = new double[count];
        double[] leftOfCouple = new double[couples.length];
        double[] rightOfCouple = new double[couples.length];
        for (int k = 0; k < couples.length; k++) {
            for (int i = 2 * k; i < 2 * k + 2; i++) {
                leftOfUnit[units[i]] += left[k];
                rightOfUnit[units[i]] += right[k];
            }
            leftOfCouple[couples[k]] += left[k];
            rightOfCouple[couples[k]] += right[k];
        }
        // Pairs that share both units are in the sums of both
        double sum = product(leftOfUnit, rightOfUnit) - product(leftOfCouple, rightOfCouple);
        return sum / trace / couples.length;
    }

    private static double product(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static double[] residuals(double[] values) {
        double mean = Spread.of(values).mean();
        double[] residuals = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            residuals[i] = values[i] - mean;
        }
        return residuals;
    }
}
