package io.plateau.routing.statistics;

import java.util.Locale;

import org.hipparchus.stat.descriptive.StatisticalSummary;
import org.hipparchus.stat.descriptive.StreamingStatistics;
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
        StreamingStatistics summary = new StreamingStatistics();
        // t and p are the same in any unit.
        for (double difference : Scaled.of(differences).values()) {
            summary.addValue(difference);
        }
        return of(unit, Spread.of(differences), summary);
    }

    /** From what was kept of differences that came one after the other. */
    public static PairedTest of(String unit, StatisticalSummary differences) {
        return of(unit, Spread.of(differences), differences);
    }

    private static PairedTest of(String unit, Spread spread, StatisticalSummary differences) {
        if (spread.count() < 2) {
            return undefined(spread, String.format(Locale.ROOT,
                    "%d %s%s to compare; a paired t-test needs at least 2", spread.count(), unit,
                    spread.count() == 1 ? "" : "s"));
        }
        if (differences.getMin() == differences.getMax()) {
            return undefined(spread, String.format(Locale.ROOT,
                    "the difference is the same (%s) in all %d %ss: without spread there is no t-test",
                    spread.mean(), spread.count(), unit));
        }
        TTest test = new TTest();
        double t = test.t(0, differences);
        double p = test.tTest(0, differences);
        // Squares may vanish in a summary made elsewhere, of differences of 1e-300, say.
        return Double.isFinite(t) && Double.isFinite(p)
                ? new PairedTest(spread, t, p, null)
                : undefined(spread, "the differences vary too little for a t-test in double precision");
    }

    /** No test, for a reason that the caller knows. */
    public static PairedTest undefined(Spread spread, String reason) {
        return new PairedTest(spread, null, null, reason);
    }

    public boolean isDefined() {
        return twoSided != null;
    }

    /** Cohen's d of paired differences: their mean over their standard deviation; null when undefined. */
    public Double cohensD() {
        return isDefined() ? (Double) (spread.mean() / spread.standardDeviation()) : null;
    }
}
