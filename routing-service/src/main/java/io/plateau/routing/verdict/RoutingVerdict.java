package io.plateau.routing.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.plateau.routing.attention.AttentionSummary;

/**
 * Whether rare tokens are routed to the plateau by heads of their own.
 *
 * @param outcome {@code supported}: at least one head's impact at rare targets exceeds its impact at common ones;
 *        {@code not supported}; {@code not testable}
 * @param value excess of the head of smallest p-value, percentage points; null when not testable
 * @param pValue its p-value, Holm-corrected over the heads; null when not testable
 * @param summary one sentence for a reader
 */
public record RoutingVerdict(String outcome, Double value, Double pValue, String summary) {
    /** Level of the corrected test. */
    public static final double LEVEL = 0.05;

    public static final String STATISTIC = "impact on plateau activation at rare targets minus that at common targets,"
            + " of the head with the strongest evidence, percentage points of baseline activation";
    public static final String TEST = "per head, paired t-tests over contexts that the signed changes at rare and common"
            + " targets have a difference and a sum of one sign (intersection-union), Holm-corrected over heads";

    public static RoutingVerdict of(List<Selectivity> heads, AttentionSummary attention) {
        Optional<Selectivity> strongest = heads.stream().filter(head -> head.pValue() != null)
                .min(Comparator.comparingDouble(Selectivity::pRaw)
                        .thenComparingDouble(head -> 0.0 - head.excess().value()));
        if (strongest.isEmpty()) {
            return new RoutingVerdict("not testable", null, null, "Selective routing cannot be tested: "
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
        return new RoutingVerdict(supported ? "supported" : "not supported", value, head.pValue(), summary);
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
