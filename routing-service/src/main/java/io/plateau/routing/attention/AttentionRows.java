package io.plateau.routing.attention;

import io.plateau.contracts.UnprocessableException;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * Attention rows of the target positions of one context in one layer, checked when made.
 *
 * @param heads H
 * @param positions P query positions t, ascending; the row of t has t + 1 weights
 * @param groups P codes of {@link TokenGroup}, or {@link TokenGroup#NEITHER}
 * @param weights H, R row-major with R = Σ (t + 1): each row's keys 0 … t, after the softmax
 */
public record AttentionRows(int heads, int[] positions, byte[] groups, float[] weights) {

    /** Softmax in float32 over a few thousand keys stays closer to 1 than this. */
    private static final double SUM_TOLERANCE = 1e-3;

    public AttentionRows {
        require(heads > 0, "the attention block has " + heads + " heads; at least one is needed");
        require(positions.length == groups.length, "the attention block has " + positions.length + " positions but "
                + groups.length + " groups; there must be one group per position");
        for (int p = 0; p < positions.length; p++) {
            int previous = p == 0 ? -1 : positions[p - 1];
            require(positions[p] > previous, "position " + positions[p] + " stands at " + p + " after " + previous
                    + "; positions must ascend from 0 within their context");
            require(groups[p] >= 0 && groups[p] <= TokenGroup.NEITHER, "group " + groups[p] + " of position "
                    + positions[p] + " is unknown; groups are 0 rare, 1 common, 2 neither");
        }
        long expected = (long) heads * rowLength(positions);
        require(expected == weights.length, "the attention block holds " + weights.length + " weights; " + heads
                + " heads and " + positions.length + " positions t with t + 1 weights each need " + expected);
        checkRows(heads, positions, weights);
    }

    /** R: weights of one head's rows. */
    public static long rowLength(int[] positions) {
        long length = 0;
        for (int position : positions) {
            length += position + 1L;
        }
        return length;
    }

    private static void checkRows(int heads, int[] positions, float[] weights) {
        int at = 0;
        for (int head = 0; head < heads; head++) {
            for (int position : positions) {
                double sum = 0;
                for (int key = 0; key <= position; key++) {
                    float weight = weights[at++];
                    if (!(weight >= 0)) {
                        throw new UnprocessableException("the attention weight of head " + head + ", position "
                                + position
                                + ", key " + key + " is " + weight + "; weights after the softmax are never negative");
                    }
                    sum += weight;
                }
                if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
                    throw new UnprocessableException("the attention row of head " + head + ", position " + position
                            + " sums to " + sum + "; every row must sum to 1 within " + SUM_TOLERANCE);
                }
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new UnprocessableException(otherwise);
        }
    }
}
