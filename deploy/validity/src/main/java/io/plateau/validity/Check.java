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
    /** One in a thousand, one-sided. */
    private static final double ERRORS = 3.1;

    /** A share that must be at least so large. */
    public static Check atLeast(String section, String what, double least, long hits, int draws) {
        return share(section, what, hits, draws, percent("at least %s", least),
                outcome((double) hits / draws - least, least, draws));
    }

    /** A share that must be at most so large. */
    public static Check atMost(String section, String what, double most, long hits, int draws) {
        return share(section, what, hits, draws, percent("at most %s", most),
                outcome(most - (double) hits / draws, most, draws));
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
        ConfidenceInterval wilson = BinomialProportion.getWilsonScoreInterval(draws, (double) hits / draws,
                0.95);
        return new Check(section, what, "share of draws", (double) hits / draws, wilson.getLowerBound(),
                wilson.getUpperBound(), draws, criterion, outcome);
    }

    private static Outcome outcome(double margin, double bound, int draws) {
        if (margin >= 0) {
            return Outcome.HOLDS;
        }
        return margin >= -ERRORS * Math.sqrt(bound * (1 - bound) / draws) ? Outcome.WITHIN_ERROR : Outcome.FAILS;
    }

    private static String percent(String format, double share) {
        return String.format(Locale.ROOT, format, String.format(Locale.ROOT, "%.0f %%", 100 * share));
    }

    /** For a terminal. */
    public String line() {
        return String.format(Locale.ROOT, "%-10s %-21s %8.4f  %s", section, outcome.label(), value, what);
    }
}
