package io.plateau.routing.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.plateau.routing.attention.AttentionSummary;
import io.plateau.routing.table2.Table2Row;

/**
 * Whether rare tokens are routed to the plateau by heads of their own.
 *
 * @param outcome {@code supported}, {@code not supported} or {@code not testable}; what is supported depends on the test
 * @param statistic what was measured, in words
 * @param test in words, with its correction
 * @param value of the statistic; null when not testable
 * @param pValue after correction; null when not testable
 * @param summary one sentence for a reader
 */
public record RoutingVerdict(String outcome, String statistic, String test, Double value, Double pValue,
        String summary) {
    /** Level of the corrected test. */
    public static final double LEVEL = 0.05;

    private static final String STATISTIC = "impact on plateau activation at rare targets minus that at common targets,"
            + " of the head with the strongest evidence, percentage points of baseline activation";
    private static final String TEST = "per head, paired t-tests over contexts that the signed changes at rare and common"
            + " targets have a difference and a sum of one sign (intersection-union), Holm-corrected over heads";

    private static final String NAIVE_STATISTIC = "change of plateau activation at rare targets under the ablation of the"
            + " head of maximum impact, percent of baseline activation";
    private static final String NAIVE_TEST = "t-test over contexts of the head that is chosen on the same contexts,"
            + " Bonferroni over the rows of Table 2";

    public static RoutingVerdict of(List<Selectivity> heads, AttentionSummary attention) {
        Optional<Selectivity> strongest = heads.stream().filter(head -> head.pValue() != null)
                .min(Comparator.comparingDouble(Selectivity::pRaw)
                        .thenComparingDouble(head -> 0.0 - head.excess().value()));
        if (strongest.isEmpty()) {
            return new RoutingVerdict("not testable", STATISTIC, TEST, null, null,
                    "Selective routing cannot be tested: "
                            + heads.stream().map(Selectivity::reason).findFirst().orElse("no head was ablated") + ".");
        }
        Selectivity head = strongest.get();
        // Adding 0 makes 0 of −0, which would be printed as such.
        double value = head.excess().value() + 0.0;
        boolean supported = head.pValue() < LEVEL;
        String summary = String.format(Locale.ROOT,
                supported
                        ? "%s matters more for rare than for common targets, by %.2f percentage points of plateau activation"
                                + " (p = %.2g, %d heads tested); %s."
                        : "No head matters significantly more for rare than for common targets: the strongest evidence is"
                                + " %s, by %.2f percentage points of plateau activation (p = %.2g, %d heads tested); %s.",
                supported ? capitalised(head) : head.head(), value, head.pValue(),
                heads.stream().filter(h -> h.pValue() != null).count(), concentration(attention));
        return new RoutingVerdict(supported ? "supported" : "not supported", STATISTIC, TEST, value, head.pValue(),
                summary);
    }

    /**
     * The paper's: {@code supported} where ablating the head of maximum impact, chosen and measured on the same contexts,
     * changes the rare targets' plateau activation. Choosing inflates the change, and without any effect this rejects far
     * more often than its level says (deploy/validity).
     *
     * @param row of Table 2
     */
    public static RoutingVerdict naive(Table2Row row, AttentionSummary attention) {
        if (row.pValue() == null) {
            return new RoutingVerdict("not testable", NAIVE_STATISTIC, NAIVE_TEST, null, null,
                    "Selective routing cannot be tested: " + row.reason() + ".");
        }
        boolean supported = row.pValue() < LEVEL;
        double value = row.change().spread().mean() + 0.0;
        return new RoutingVerdict(supported ? "supported" : "not supported", NAIVE_STATISTIC, NAIVE_TEST, value,
                row.pValue(),
                String.format(Locale.ROOT,
                        "Ablating %s, the head of maximum impact on the contexts on which it is measured, changes plateau"
                                + " activation at rare targets by %.2f %%, %s (corrected p = %.2g); %s.",
                        row.which(), value, supported ? "more than noise would" : "no more than noise would",
                        row.pValue(), concentration(attention)));
    }

    private static String capitalised(Selectivity head) {
        String name = head.head().toString();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String concentration(AttentionSummary attention) {
        if (!attention.giniOverContexts().isDefined() || attention.giniRare().mean() == null
                || attention.giniCommon().mean() == null) {
            return "attention concentration could not be compared";
        }
        return String.format(Locale.ROOT,
                "attention concentration (Gini) %.3f rare against %.3f common (p = %.2g over contexts)",
                attention.giniRare().mean(), attention.giniCommon().mean(), attention.giniOverContexts().twoSided());
    }
}
