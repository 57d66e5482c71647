package io.plateau.routing.statistics;

import org.hipparchus.stat.StatUtils;

/**
 * Mean and sample standard deviation (n − 1) of a set of values.
 *
 * @param count how many values
 * @param mean null when there are none
 * @param standardDeviation null when there are fewer than two
 */
public record Spread(int count, Double mean, Double standardDeviation) {

    public static Spread of(double[] values) {
        Scaled scaled = Scaled.of(values);
        Double mean = values.length < 1 ? null : (Double) scaled.restored(StatUtils.mean(scaled.values()));
        Double deviation = values.length < 2
                ? null
                : (Double) scaled.restored(Math.sqrt(StatUtils.variance(scaled.values())));
        return new Spread(values.length, mean, deviation);
    }
}
