package io.plateau.graph.significance;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.plateau.statistics.significance.Correction;
import io.plateau.statistics.significance.MannWhitney;
import io.plateau.statistics.significance.StudentsT;

/**
 * Whether the plateau's neurons cluster: supported when the signed modularity of any tested group exceeds its
 * controls' with a p below 0.05 after Bonferroni over the tested groups.
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
    private static final String CORRECTED = ", Bonferroni over the tested groups";
    /** Below so many controls the published code takes Student's test. */
    private static final int FEWEST_RANKED = 3;

    /** @param p of each group after correction; null where it has none */
    record Tested(String test, List<Double> p) {
    }

    /** The group against its controls. */
    static Tested permutation(List<TableRow> rows) {
        return new Tested("one-sided permutation test against random neuron sets of the same size" + CORRECTED,
                rows.stream().map(TableRow::pCorrected).toList());
    }

    /** The paper's test, the group's bootstraps against its controls. Bootstrapping inflates the number of its values. */
    static Tested bootstraps(List<GroupResult> groups) {
        boolean few = groups.stream().filter(group -> group.reasonNotTested() == null)
                .anyMatch(group -> group.controls().length < FEWEST_RANKED);
        List<Double> p = groups.stream().map(group -> group.reasonNotTested() != null ? null : above(group, few))
                .toList();
        int tests = (int) p.stream().filter(Objects::nonNull).count();
        return new Tested((few ? "Student's t-test" : "Mann-Whitney test")
                + " of the group's bootstraps against random neuron sets of the same size, two-sided" + CORRECTED,
                p.stream().map(one -> one == null ? null : (Double) Correction.bonferroni(one, tests)).toList());
    }

    /** Two-sided p; 1 where the bootstraps lie below the controls, which is no clustering. */
    private static Double above(GroupResult group, boolean few) {
        Double p = few
                ? StudentsT.twoSided(group.bootstrap(), group.controls())
                : MannWhitney.twoSided(group.bootstrap(), group.controls());
        return p == null || Distribution.mean(group.bootstrap()) > Distribution.mean(group.controls())
                ? p
                : (Double) 1.0;
    }

    /** @param rows of Table 1, in the order of the groups */
    static ClusteringVerdict of(List<GroupResult> groups, List<TableRow> rows, Tested tested) {
        String statistic = "signed modularity of a plateau group";
        int strongest = IntStream.range(0, rows.size()).filter(i -> tested.p.get(i) != null).boxed()
                .min(Comparator.comparing(tested.p::get)).orElse(-1);
        if (strongest < 0) {
            return new ClusteringVerdict("not testable", statistic, null, null, tested.test,
                    "Clustering could not be tested: "
                            + rows.stream().map(row -> row.label() + ": " + row.reason())
                                    .collect(Collectors.joining("; "))
                            + ".");
        }
        double p = tested.p.get(strongest);
        boolean supported = p < LEVEL;
        StringBuilder summary = new StringBuilder(supported
                ? "Plateau neurons cluster more than random sets: "
                : "Plateau neurons cluster no more than random sets: ");
        for (int i = 0; i < rows.size(); i++) {
            summary.append(i == 0 ? "" : "; ").append(sentence(groups.get(i), rows.get(i), tested.p.get(i)));
        }
        return new ClusteringVerdict(supported ? "supported" : "not supported",
                statistic + ", " + rows.get(strongest).label() + ", the group of smallest p",
                rows.get(strongest).signedModularity(), p, tested.test, summary.append('.').toString());
    }

    /** The same of neurons that are none of a plateau. */
    ClusteringVerdict ofSubstitutes() {
        return new ClusteringVerdict(outcome, statistic, value, pValue, test, summary
                + " No plateau was found or top-k was requested: the neurons are substitutes, the top-ranked ones.");
    }

    private static String sentence(GroupResult group, TableRow row, Double corrected) {
        if (corrected == null) {
            return row.label() + " not tested, " + row.reason();
        }
        return String.format(Locale.ROOT, "%s Q = %.3f against %.3f ± %.3f of %d controls, corrected p = %.3f",
                row.label(),
                row.signedModularity(), Distribution.mean(group.controls()), Distribution.deviation(group.controls()),
                group.controls().length, corrected);
    }
}
