package io.plateau.influence.uncertainty;

import io.plateau.statistics.significance.Correction;

/**
 * One statistic of rare against common tokens with its randomisation test.
 *
 * @param statistic what is compared, in words
 * @param rare its value for rare tokens
 * @param common its value for common tokens
 * @param alternative {@code two-sided}: rare and common differ
 * @param method of the test
 * @param pValue by randomisation: (1 + randomisations at least as extreme) / (1 + randomisations)
 * @param corrected the same after Bonferroni over the comparisons of the experiment
 */
public record Comparison(String statistic, double rare, double common, String alternative, String method,
        double pValue, double corrected) {

    /** The randomisation test. */
    public static final String RANDOMISATION = "randomisation within contexts";
    /** Head's excess, and kappa. */
    private static final int COMPARISONS = 2;

    /** Two-sided, corrected for both comparisons. */
    public static Comparison of(String statistic, double rare, double common, String method, double p) {
        return new Comparison(statistic, rare, common, "two-sided", method, p, Correction.bonferroni(p, COMPARISONS));
    }

    public static String excess(int topRanks) {
        return "mean excess of the top " + topRanks + " ranks over the power law, ln influence";
    }

    public static String kappa() {
        return "kappa of the line";
    }

    public double difference() {
        return rare - common;
    }
}
