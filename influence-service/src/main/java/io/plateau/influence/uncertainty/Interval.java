package io.plateau.influence.uncertainty;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/** A 95 % interval. */
public record Interval(double low, double high) {
    private static final double LOWER = 2.5;
    private static final double UPPER = 97.5;

    /** The percentile interval of replicates. Those in which the quantity is not defined are NaN and left out; empty when all are. */
    public static Optional<Interval> of(DoubleStream replicates) {
        double[] values = replicates.filter(v -> !Double.isNaN(v)).toArray();
        if (values.length == 0) {
            return Optional.empty();
        }
        Arrays.sort(values);
        Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(values);
        // Adding 0 makes one value of 0 and −0, which sorting distinguishes.
        return Optional.of(new Interval(percentile.evaluate(LOWER) + 0.0, percentile.evaluate(UPPER) + 0.0));
    }

    /** The same, reaching to the value where it lies outside. */
    public Interval containing(double value) {
        return new Interval(Math.min(low, value), Math.max(high, value));
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
