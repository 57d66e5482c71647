package io.plateau.influence.analysis;

import java.util.List;
import java.util.Locale;

import io.plateau.influence.plateau.HeadRule;
import io.plateau.influence.uncertainty.Comparison;

/**
 * Whether rare tokens need neurons beyond the power law that suffices for common tokens.
 *
 * @param outcome {@code supported}, {@code not supported} or {@code not testable}
 * @param statistic what was measured
 * @param value its value, ln influence; null when not testable
 * @param pValue after correction; null when not testable
 * @param test the rule that decides and its correction
 * @param summary one sentence for a reader
 */
public record DualRegimesVerdict(String outcome, String statistic, Double value, Double pValue, String test,
        String summary) {
    public static final String NAME = "dual regimes";
    private static final double SIGNIFICANT = 0.05;
    private static final String STATISTIC = "mean excess of the top ranks over the power law, rare minus common,"
            + " ln influence";
    private static final String TEST = "supported when rare tokens have a plateau (excess or flat rule, with its 95 %"
            + " bootstrap condition) and their top ranks' excess over the power law differs from that of common tokens the"
            + " same way (greater for excess, smaller for flat) at p < 0.05 (two-sided, Bonferroni over 2";

    static DualRegimesVerdict notTestable(String reason) {
        return new DualRegimesVerdict("not testable", STATISTIC, null, null, TEST + ")",
                "Not testable: " + reason + ".");
    }

    /** @param comparisons the head's excess first */
    static DualRegimesVerdict of(GroupRegimes rare, GroupRegimes common, List<Comparison> comparisons) {
        Comparison excess = comparisons.get(0);
        // Any concave ranking has a flat head, by chance in one group and not in the other: only the randomisation
        // test bounds how often that is taken for a difference.
        boolean sameWay = switch (rare.plateau().rule()) {
            case EXCESS -> excess.difference() > 0;
            case FLAT -> excess.difference() < 0;
            case NONE -> false;
        };
        boolean supported = sameWay && excess.corrected() < SIGNIFICANT;
        String summary = String.format(Locale.ROOT,
                "Rare tokens have %s, common tokens %s; the top ranks' excess over the"
                        + " power law is %.2f for rare and %.2f for common tokens in ln influence, corrected p = %.3g.%s%s",
                described(rare), described(common), excess.rare(), excess.common(), excess.corrected(), noise(rare),
                noise(common));
        return new DualRegimesVerdict(supported ? "supported" : "not supported", STATISTIC, excess.difference(),
                excess.corrected(), TEST + ", " + excess.method() + ")", summary);
    }

    /** What a reader must know where a ranking is mostly noise. */
    private static String noise(GroupRegimes group) {
        return group.fitted().tooFewAboveNoise()
                ? " For " + group.group().label() + " tokens " + group.fitted().statement() + "."
                : "";
    }

    private static String described(GroupRegimes group) {
        return group.plateau().rule() == HeadRule.NONE
                ? "no plateau"
                : "a plateau of " + group.plateau().size() + " neurons (" + group.plateau().rule().label() + " rule)";
    }
}
