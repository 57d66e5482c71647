package io.plateau.graph.significance;

import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/** What is said of samples of modularities; null where a sample says nothing. */
final class Distribution {
    private Distribution() {
    }

    static Double mean(double[] values) {
        return values.length == 0 ? null : StatUtils.mean(values);
    }

    /** Standard deviation with n − 1; null below two values. */
    static Double deviation(double[] values) {
        return values.length < 2 ? null : Math.sqrt(StatUtils.variance(values));
    }

    /** Percentile interpolated as R and NumPy do (type 7); null of nothing. */
    static Double percentile(double[] values, double percent) {
        return values.length == 0
                ? null
                : new Percentile(percent).withEstimationType(EstimationType.R_7).evaluate(values);
    }
}
