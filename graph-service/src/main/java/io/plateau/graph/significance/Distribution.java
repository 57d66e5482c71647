package io.plateau.graph.significance;

import java.util.Arrays;

import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;
import org.hipparchus.stat.inference.MannWhitneyUTest;

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

    /** Difference of means ÷ pooled standard deviation (Cohen 1988); null where neither sample varies. */
    static Double cohensD(double[] x, double[] y) {
        if (x.length < 2 || y.length < 2) {
            return null;
        }
        double pooled = Math.sqrt(((x.length - 1) * StatUtils.variance(x) + (y.length - 1) * StatUtils.variance(y))
                / (x.length + y.length - 2));
        return pooled > 0 ? (StatUtils.mean(x) - StatUtils.mean(y)) / pooled : null;
    }

    /** Two-sided Mann–Whitney U; 1 where all values are equal, as then no order speaks for either sample. */
    static Double mannWhitney(double[] x, double[] y) {
        if (x.length == 0 || y.length == 0) {
            return null;
        }
        if (Math.max(StatUtils.max(x), StatUtils.max(y)) == Math.min(StatUtils.min(x), StatUtils.min(y))) {
            return 1.0;
        }
        return new MannWhitneyUTest().mannWhitneyUTest(oneZero(x), oneZero(y));
    }

    /** The library ranks −0 below 0; adding 0 makes one value of them. */
    private static double[] oneZero(double[] values) {
        return Arrays.stream(values).map(v -> v + 0.0).toArray();
    }

    /** Bonferroni: p times the number of tests, at most 1. */
    static double bonferroni(double p, int tests) {
        return Math.min(1, p * tests);
    }
}
