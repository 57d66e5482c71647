package io.plateau.validity;

import java.util.Locale;

import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/**
 * One row of the report.
 *
 * @param section which method
 * @param what the planted truth and the question
 * @param quantity what value is
 * @param value measured
 * @param low lower end of the 95 % Wilson interval of a share; NaN of other quantities
 * @param high upper end
 * @param draws data sets behind it
 * @param criterion what must hold, in words; empty for a finding
 */
public record Check(String section, String what, String quantity, double value, double low, double high, int draws,
        String criterion, Outcome outcome) {
    /** Error rates are judged as uniformity is: one that is right fails in one of a hundred reports. */
    private static final double CONFIDENCE = 0.99;

    /** A share that must be at least so large; what it may lose to chance is in the bound. */
    public static Check atLeast(String section, String what, double least, long hits, int draws) {
        return share(section, what, hits, draws, percent("at least %s", least),
                outcome((double) hits / draws >= least));
    }

    /**
     * A test's errors, which must not be more than its level. A test that is exact lies above its level in half of all
     * reports, so the lower end of the share's 99 % Wilson interval is held against it.
     */
    public static Check errorRate(String section, String what, double level, long hits, int draws) {
        return share(section, what, hits, draws, percent("%s, within a 99 %% interval", level),
                outcome(wilson(hits, draws, CONFIDENCE).getLowerBound() <= level));
    }

    /** A share about which nothing is promised. */
    public static Check finding(String section, String what, long hits, int draws) {
        return share(section, what, hits, draws, "", Outcome.FINDING);
    }

    /** Another quantity than a share. */
    public static Check value(String section, String what, String quantity, double value, int draws, String criterion,
            Outcome outcome) {
        return new Check(section, what, quantity, value, Double.NaN, Double.NaN, draws, criterion, outcome);
    }

    private static Check share(String section, String what, long hits, int draws, String criterion, Outcome outcome) {
        ConfidenceInterval wilson = wilson(hits, draws, 0.95);
        return new Check(section, what, "share of draws", (double) hits / draws, wilson.getLowerBound(),
                wilson.getUpperBound(), draws, criterion, outcome);
    }

    private static ConfidenceInterval wilson(long hits, int draws, double confidence) {
        return BinomialProportion.getWilsonScoreInterval(draws, (double) hits / draws, confidence);
    }

    static Outcome outcome(boolean holds) {
        return holds ? Outcome.HOLDS : Outcome.FAILS;
    }

    private static String percent(String format, double share) {
        return String.format(Locale.ROOT, format, String.format(Locale.ROOT, "%.0f %%", 100 * share));
    }

    /** For a terminal. */
    public String line() {
        return String.format(Locale.ROOT, "%-10s %-21s %8.4f  %s", section, outcome.label(), value, what);
    }
}
