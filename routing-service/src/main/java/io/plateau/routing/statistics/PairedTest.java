package io.plateau.routing.statistics;

import java.util.Locale;

import io.plateau.statistics.significance.EffectSize;

/**
 * Test of paired differences against zero: Student's t, and the larger of its p-value and of the one without the
 * differences' skewness ({@link SkewnessAdjustment}).
 *
 * @param spread of the differences
 * @param t null when undefined
 * @param student p-value of Student's test, which a confidence interval from t agrees with; null when undefined
 * @param twoSided p-value, never below {@code student}; null when undefined
 * @param reason why there is no p-value, null when there is one
 */
public record PairedTest(Spread spread, Double t, Double student, Double twoSided, String reason) {

    /**
     * @param unit what a pair is, for the reason: "context", "head"
     * @param differences one per pair
     */
    public static PairedTest of(String unit, double[] differences) {
        // t and p are the same in any unit.
        return of(unit, Spread.of(differences), CentralMoments.of(Scaled.of(differences).values()));
    }

    /** From what was kept of differences that came one after the other. */
    public static PairedTest of(String unit, CentralMoments differences) {
        return of(unit, differences.spread(), differences);
    }

    private static PairedTest of(String unit, Spread spread, CentralMoments differences) {
        PairedTest none = withoutSpread(unit, spread, differences);
        if (none != null) {
            return none;
        }
        double root = Math.sqrt(spread.count());
        Spread own = differences.spread();
        return of(spread, own.mean() / own.standardDeviation() * root, spread.count() - 1.0,
                differences.skewness() / root);
    }

    /** Why such differences have no test; null where they have one. */
    static PairedTest withoutSpread(String unit, Spread spread, CentralMoments differences) {
        if (spread.count() < 2) {
            return undefined(spread, String.format(Locale.ROOT,
                    "%d %s%s to compare; a paired t-test needs at least 2", spread.count(), unit,
                    spread.count() == 1 ? "" : "s"));
        }
        return differences.isConstant()
                ? undefined(spread, String.format(Locale.ROOT,
                        "the difference is the same (%s) in all %d %ss: without spread there is no t-test",
                        spread.mean(), spread.count(), unit))
                : null;
    }

    /**
     * Of a mean whose standard error is known otherwise.
     *
     * @param t the mean over its standard error
     * @param skewness of the mean
     */
    static PairedTest of(Spread spread, double t, double degreesOfFreedom, double skewness) {
        // Differences of 1e-300, say, whose squares vanish.
        if (!Double.isFinite(t) || !Double.isFinite(skewness)) {
            return undefined(spread, "the differences vary too little for a t-test in double precision");
        }
        return new PairedTest(spread, t, SkewnessAdjustment.student(t, degreesOfFreedom),
                SkewnessAdjustment.twoSided(t, degreesOfFreedom, skewness), null);
    }

    /** No test; the caller gives the reason. */
    public static PairedTest undefined(Spread spread, String reason) {
        return new PairedTest(spread, null, null, null, reason);
    }

    public boolean isDefined() {
        return twoSided != null;
    }

    /** Cohen's d of paired differences: their mean over their standard deviation; null when undefined. */
    public Double cohensD() {
        return isDefined() ? (Double) EffectSize.paired(spread.mean(), spread.standardDeviation()) : null;
    }
}
