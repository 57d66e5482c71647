package io.plateau.routing.attention;

import io.plateau.contracts.UnprocessableException;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * Attention rows of the target positions of one context in one layer, checked when made.
 *
 * @param heads H
 * @param positions P query positions t, ascending; the row of t has min(t + 1, window) weights
 * @param groups P codes of {@link TokenGroup}, or {@link TokenGroup#NEITHER}
 * @param weights H, R row-major with R = Σ min(t + 1, window): each row's visible keys up to t, after the softmax
 * @param window most keys that a position attends to, itself included
 */
public record AttentionRows(int heads, int[] positions, byte[] groups, float[] weights, int window) {
    /** The window of a layer whose positions see all earlier ones. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** Softmax in float32 over a few thousand keys stays closer to 1 than this. */
    private static final double SUM_TOLERANCE = 1e-3;

    /** Of a layer without a window. */
    public AttentionRows(int heads, int[] positions, byte[] groups, float[] weights) {
        this(heads, positions, groups, weights, UNLIMITED);
    }

    public AttentionRows {
        require(window > 0, "the attention block has a window of " + window + " keys; a position sees itself at least");
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
        long expected = (long) heads * rowLength(positions, window);
        require(expected == weights.length, "the attention block holds " + weights.length + " weights; " + heads
                + " heads and " + positions.length + " positions t with "
                + (window == UNLIMITED ? "t + 1" : "at most " + window) + " weights each need " + expected);
        checkRows(heads, positions, weights, window);
    }

    /** Number of keys that the position at an index attends to. */
    public int keys(int index) {
        return keys(positions[index], window);
    }

    private static int keys(int position, int window) {
        return (int) Math.min(position + 1L, window);
    }

    /** R: weights of one head's rows, without a window. */
    public static long rowLength(int[] positions) {
        return rowLength(positions, UNLIMITED);
    }

    /** R: weights of one head's rows. */
    public static long rowLength(int[] positions, int window) {
        long length = 0;
        for (int position : positions) {
            length += Math.min(position + 1L, window);
        }
        return length;
    }

    private static void checkRows(int heads, int[] positions, float[] weights, int window) {
        int at = 0;
        for (int head = 0; head < heads; head++) {
            for (int position : positions) {
                double sum = 0;
                int first = position + 1 - keys(position, window);
                for (int key = first; key <= position; key++) {
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
