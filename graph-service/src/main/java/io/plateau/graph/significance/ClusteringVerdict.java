package io.plateau.graph.significance;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whether the plateau's neurons cluster: supported when the signed modularity of any tested group exceeds its
 * controls' with a one-sided permutation p below 0.05 after Bonferroni over the tested groups.
 *
 * @param outcome supported, not supported or not testable
 * @param statistic what was measured
 * @param value Q_signed of the group of smallest p; null when not testable
 * @param pValue its p after correction; null when not testable
 * @param test in words
 * @param summary in sentences
 */
public record ClusteringVerdict(String outcome, String statistic, Double value, Double pValue, String test,
        String summary) {
    private static final double LEVEL = 0.05;
    private static final String TEST = "one-sided permutation test against random neuron sets of the same size,"
            + " Bonferroni over the tested groups";

    /** @param rows of Table 1, in the order of the groups */
    static ClusteringVerdict of(List<GroupResult> groups, List<TableRow> rows) {
        String statistic = "signed modularity of a plateau group";
        TableRow strongest = rows.stream().filter(row -> row.pCorrected() != null)
                .min(Comparator.comparing(TableRow::pCorrected)).orElse(null);
        if (strongest == null) {
            return new ClusteringVerdict("not testable", statistic, null, null, TEST, "Clustering could not be tested: "
                    + rows.stream().map(row -> row.label() + ": " + row.reason()).collect(Collectors.joining("; "))
                    + ".");
        }
        boolean supported = strongest.pCorrected() < LEVEL;
        StringBuilder summary = new StringBuilder(supported
                ? "Plateau neurons cluster more than random sets: "
                : "Plateau neurons cluster no more than random sets: ");
        for (int i = 0; i < rows.size(); i++) {
            summary.append(i == 0 ? "" : "; ").append(sentence(groups.get(i), rows.get(i)));
        }
        return new ClusteringVerdict(supported ? "supported" : "not supported",
                statistic + ", " + strongest.label() + ", the group of smallest p", strongest.signedModularity(),
                strongest.pCorrected(), TEST, summary.append('.').toString());
    }

    /** The same of neurons that are none of a plateau. */
    ClusteringVerdict ofSubstitutes() {
        return new ClusteringVerdict(outcome, statistic, value, pValue, test, summary
                + " No plateau was found or top-k was requested: the neurons are substitutes, the top-ranked ones.");
    }

    private static String sentence(GroupResult group, TableRow row) {
        if (row.pValue() == null) {
            return row.label() + " not tested, " + row.reason();
        }
        return String.format(Locale.ROOT, "%s Q = %.3f against %.3f ± %.3f of %d controls, corrected p = %.3f",
                row.label(),
                row.signedModularity(), Distribution.mean(group.controls()), Distribution.deviation(group.controls()),
                group.controls().length, row.pCorrected());
    }
}
