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
        Double mean = values.length < 1 ? null : (Double) StatUtils.mean(values);
        Double deviation = values.length < 2 ? null : (Double) Math.sqrt(StatUtils.variance(values));
        return new Spread(values.length, mean, deviation);
    }
}
