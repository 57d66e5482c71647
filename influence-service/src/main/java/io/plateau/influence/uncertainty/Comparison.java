package io.plateau.influence.uncertainty;

/**
 * One statistic of rare against common tokens with its randomisation test.
 *
 * @param statistic what is compared, in words
 * @param rare its value for rare tokens
 * @param common its value for common tokens
 * @param alternative {@code two-sided}: rare and common differ
 * @param pValue (1 + randomisations at least as extreme) / (1 + randomisations)
 * @param corrected the same after Bonferroni over the comparisons of the experiment
 */
public record Comparison(String statistic, double rare, double common, String alternative, double pValue,
        double corrected) {

    public double difference() {
        return rare - common;
    }
}
