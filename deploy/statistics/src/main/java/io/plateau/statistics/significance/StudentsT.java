package io.plateau.statistics.significance;

import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.inference.TTest;

/** The t-test of two samples with one variance (Student, 1908). */
public final class StudentsT {
    private StudentsT() {
    }

    /** Two-sided p-value; null where a sample has fewer than two values or neither varies. */
    public static Double twoSided(double[] x, double[] y) {
        if (x.length < 2 || y.length < 2 || StatUtils.variance(x) + StatUtils.variance(y) == 0) {
            return null;
        }
        return new TTest().homoscedasticTTest(x, y);
    }
}
