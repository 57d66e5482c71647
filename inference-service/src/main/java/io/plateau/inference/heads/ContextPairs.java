package io.plateau.inference.heads;

import java.util.Arrays;

import io.plateau.contracts.UnprocessableException;

/**
 * K pairs of contexts between which attention outputs are patched at one position each.
 *
 * @param receivers K contexts of T token ids whose attention output is replaced
 * @param receiverPositions K: the position t that predicts the receiver's target
 * @param donors K contexts of T token ids whose attention output replaces it
 * @param donorPositions K: the position t that predicts the donor's target
 */
public record ContextPairs(int[][] receivers, int[] receiverPositions, int[][] donors, int[] donorPositions) {

    public ContextPairs {
        int count = receivers.length;
        if (count == 0 || receiverPositions.length != count || donors.length != count
                || donorPositions.length != count) {
            throw new UnprocessableException("patching was asked for " + count + " receiving contexts, "
                    + receiverPositions.length + " of their positions, " + donors.length + " giving contexts and "
                    + donorPositions.length + " of theirs; there must be as many of each, and at least one");
        }
        for (int k = 0; k < count; k++) {
            check(receivers[k], receiverPositions[k]);
            check(donors[k], donorPositions[k]);
        }
    }

    private static void check(int[] context, int position) {
        if (position < 0 || position >= context.length) {
            throw new UnprocessableException("patching at position " + position + " of a context of " + context.length
                    + " tokens; positions are 0 to " + (context.length - 1));
        }
    }

    /** K. */
    public int count() {
        return receivers.length;
    }

    /** T: attention is causal, so what lies behind the last position looked at is cut off. */
    int length() {
        return 1 + Math.max(Arrays.stream(receiverPositions).max().orElseThrow(),
                Arrays.stream(donorPositions).max().orElseThrow());
    }

    /** 2·K contexts of {@link #length} tokens, receivers first. */
    int[][] contexts() {
        int[][] contexts = new int[2 * count()][];
        for (int k = 0; k < count(); k++) {
            contexts[k] = Arrays.copyOf(receivers[k], length());
            contexts[count() + k] = Arrays.copyOf(donors[k], length());
        }
        return contexts;
    }

    /** K: context · T + position of the receivers among {@link #contexts}. */
    int[] receiverRows() {
        return rows(receiverPositions, 0);
    }

    /** K: likewise of the donors. */
    int[] donorRows() {
        return rows(donorPositions, count());
    }

    private int[] rows(int[] positions, int firstContext) {
        int[] rows = new int[count()];
        Arrays.setAll(rows, k -> (firstContext + k) * length() + positions[k]);
        return rows;
    }
}
