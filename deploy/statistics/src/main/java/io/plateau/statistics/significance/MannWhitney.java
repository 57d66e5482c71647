package io.plateau.statistics.significance;

import java.util.Arrays;

import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.inference.MannWhitneyUTest;

/** The rank-sum test of Mann and Whitney (1947). */
public final class MannWhitney {
    private MannWhitney() {
    }

    /**
     * Two-sided p-value: exact for small samples without ties, normal approximation otherwise; 1 where all values are equal, since
     * neither sample is larger; null for an empty sample.
     */
    public static Double twoSided(double[] x, double[] y) {
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
}
