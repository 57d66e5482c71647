package io.plateau.influence.analysis;

import io.plateau.statistics.tokens.TokenGroup;

/**
 * Whether a group's contexts can carry a bootstrap and a test.
 *
 * @param contexts contexts that hold the group
 * @param distinct those of them whose losses differ
 */
public record Spread(TokenGroup group, int contexts, int distinct) {
    /** With five, each of the 2⁵ ways to swap the groups within contexts has a two-sided p-value of at least 1/16. */
    public static final int MIN_CONTEXTS = 6;

    /** Why there is no interval and no test; null when there is enough. */
    public String missing() {
        if (distinct >= MIN_CONTEXTS) {
            return null;
        }
        String need = "; intervals and tests over contexts need at least " + MIN_CONTEXTS;
        if (contexts < MIN_CONTEXTS) {
            return "the " + group.label() + " tokens are in " + count(contexts) + need;
        }
        return "the " + contexts + " contexts with " + group.label() + " tokens have no spread: they hold "
                + (distinct == 1 ? "one text, repeated" : distinct + " different texts, repeated") + need
                + " different ones";
    }

    private static String count(int contexts) {
        return contexts == 1 ? "one context" : contexts + " contexts";
    }
}
