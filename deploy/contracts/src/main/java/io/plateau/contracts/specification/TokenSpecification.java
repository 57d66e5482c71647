package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.between;
import static io.plateau.contracts.specification.Require.orDefault;
import static io.plateau.contracts.specification.Require.that;

/**
 * Which tokens are studied and how they are grouped.
 *
 * @param count upper bound of the token positions used (paper: 25,088 = 98 × 256); contexts are whole, so the remainder of
 *        its division by {@code contextLength} is not used
 * @param contextLength tokens per context, T
 * @param grouping {@code median} (split of the occurrences at the 50th percentile of their token's
 *        frequency), {@code thresholds} (paper A.6) or {@code matched} (thresholds, then every rare token type
 *        paired with a common one of the same part of speech, like length, place in the sentence and role)
 * @param groupedBy whose frequency decides the group of a position: the token that is {@code predicted}
 *        or the one that is read ({@code input})
 * @param frequencies where counts come from: {@code model} (token-counts.json beside the weights) or
 *        {@code corpus} (one streaming pass)
 * @param rareBelow thresholds and matched: rare is a count below this
 * @param commonAbove thresholds and matched: common is a count above this
 * @param scaleThresholds thresholds and matched: scale both from 9 × 10⁹ tokens to the counts' total
 * @param contextsPerToken matched only: occurrences used of a token type, at most
 * @param prefix what every context begins with: {@code none}, {@code bos} (the beginning-of-text token) or {@code auto} (what
 *        the tokenizer's own post-processor puts in front of a text); absent: none for GPT-2 and GPT-NeoX, which were trained
 *        without, auto for all others
 */
public record TokenSpecification(Integer count, Integer contextLength, Grouping grouping, GroupedBy groupedBy,
        Frequencies frequencies, Long rareBelow, Long commonAbove, Boolean scaleThresholds, Integer contextsPerToken,
        Prefix prefix) {
    /** How target positions are grouped into rare and common. */
    public enum Grouping implements Choice {
        /** Split of the occurrences at the 50th percentile of their token's frequency. */
        MEDIAN,
        /** Counts below {@code rareBelow} and above {@code commonAbove} (paper A.6). */
        THRESHOLDS,
        /** Thresholds, then every rare token type paired with a common one. */
        MATCHED
    }

    /** Whose frequency decides the group of a position. */
    public enum GroupedBy implements Choice {
        /** The token that is predicted. */
        PREDICTED,
        /** The token that is read. */
        INPUT
    }

    /** Where counts of tokens come from. */
    public enum Frequencies implements Choice {
        /** {@code token-counts.json} beside the weights. */
        MODEL,
        /** One streaming pass over the corpus. */
        CORPUS
    }

    /** What every context begins with. */
    public enum Prefix implements Choice {
        /** Nothing but text. */
        NONE,
        /** The beginning-of-text token. */
        BOS,
        /** What the tokenizer's own post-processor puts in front of a text. */
        AUTO
    }

    public TokenSpecification {
        count = orDefault(count, 25_088);
        contextLength = orDefault(contextLength, 256);
        grouping = orDefault(grouping, Grouping.MEDIAN);
        groupedBy = orDefault(groupedBy, GroupedBy.PREDICTED);
        frequencies = orDefault(frequencies, Frequencies.MODEL);
        rareBelow = orDefault(rareBelow, 100L);
        commonAbove = orDefault(commonAbove, 10_000L);
        scaleThresholds = orDefault(scaleThresholds, false);
        contextsPerToken = orDefault(contextsPerToken, 20);
        between("tokens.contextLength", contextLength, 8, 8_192);
        between("tokens.count", count, 8, 10_000_000);
        that(count >= 2 * contextLength, "tokens.count is " + count + "; with tokens.contextLength " + contextLength
                + " it must be at least " + 2 * contextLength + ", so that there are two contexts");
        between("tokens.rareBelow", rareBelow, 1, Long.MAX_VALUE);
        between("tokens.contextsPerToken", contextsPerToken, 1, 100_000);
        that(commonAbove >= rareBelow, "tokens.commonAbove is " + commonAbove
                + "; it must not be smaller than tokens.rareBelow, " + rareBelow);
    }
}
