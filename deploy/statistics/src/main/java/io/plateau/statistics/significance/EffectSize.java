package io.plateau.statistics.significance;

import org.hipparchus.stat.StatUtils;

/** Cohen's d (1988): a difference in units of a standard deviation. */
public final class EffectSize {
    private EffectSize() {
    }

    /** Of two samples: difference of means ÷ pooled standard deviation; null where neither sample varies. */
    public static Double pooled(double[] x, double[] y) {
        if (x.length < 2 || y.length < 2) {
            return null;
        }
        double pooled = Math.sqrt(((x.length - 1) * StatUtils.variance(x) + (y.length - 1) * StatUtils.variance(y))
                / (x.length + y.length - 2));
        return pooled > 0 ? (StatUtils.mean(x) - StatUtils.mean(y)) / pooled : null;
    }

    /** Of paired differences: their mean ÷ their standard deviation. */
    public static double paired(double mean, double standardDeviation) {
        return mean / standardDeviation;
    }
}
