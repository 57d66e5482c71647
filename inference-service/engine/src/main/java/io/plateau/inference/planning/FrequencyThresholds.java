package io.plateau.inference.planning;

import io.plateau.contracts.specification.TokenSpecification;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * The paper's A.6: a token type is rare below one count and common above another, the rest neither.
 *
 * @param rareBelow after scaling
 * @param commonAbove after scaling
 */
record FrequencyThresholds(double rareBelow, double commonAbove) {
    /** Tokens of OpenWebText, to which the paper's thresholds belong. */
    private static final double PAPER_TOKENS = 9e9;

    /** @param total tokens behind the counts; the thresholds are scaled to it where the specification says so */
    static FrequencyThresholds of(TokenSpecification tokens, long total) {
        double scale = tokens.scaleThresholds() ? total / PAPER_TOKENS : 1;
        return new FrequencyThresholds(tokens.rareBelow() * scale, tokens.commonAbove() * scale);
    }

    /** @return a code of {@link TokenGroup} */
    byte group(long count) {
        return count < rareBelow
                ? TokenGroup.RARE.code()
                : count > commonAbove ? TokenGroup.COMMON.code() : TokenGroup.NEITHER;
    }
}
