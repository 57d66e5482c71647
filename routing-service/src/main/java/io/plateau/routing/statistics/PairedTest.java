package io.plateau.routing.statistics;

import java.util.Locale;

import org.hipparchus.stat.inference.TTest;

/**
 * Student's t-test of paired differences against zero.
 *
 * @param spread of the differences
 * @param t null when undefined
 * @param twoSided p-value, null when undefined
 * @param reason why there is no p-value, null when there is one
 */
public record PairedTest(Spread spread, Double t, Double twoSided, String reason) {

    /**
     * @param unit what a pair is, for the reason: "context", "head"
     * @param differences one per pair
     */
    public static PairedTest of(String unit, double[] differences) {
        Spread spread = Spread.of(differences);
        if (differences.length < 2) {
            return new PairedTest(spread, null, null, String.format(Locale.ROOT,
                    "%d %s%s to compare; a paired t-test needs at least 2", differences.length, unit,
                    differences.length == 1 ? "" : "s"));
        }
        if (spread.standardDeviation() == 0) {
            return new PairedTest(spread, null, null, String.format(Locale.ROOT,
                    "the difference is the same (%s) in all %d %ss: without spread there is no t-test",
                    spread.mean(), differences.length, unit));
        }
        TTest test = new TTest();
        return new PairedTest(spread, test.t(0, differences), test.tTest(0, differences), null);
    }

    public boolean isDefined() {
        return twoSided != null;
    }

    /** Cohen's d of paired differences: their mean over their standard deviation; null when undefined. */
    public Double cohensD() {
        return isDefined() ? (Double) (spread.mean() / spread.standardDeviation()) : null;
    }
}
