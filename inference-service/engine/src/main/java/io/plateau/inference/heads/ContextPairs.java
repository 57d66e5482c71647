package io.plateau.inference.heads;

import java.util.Arrays;
import java.util.stream.Stream;

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

    /** Tokens of the longest context. */
    public int longest() {
        return Stream.concat(Arrays.stream(receivers), Arrays.stream(donors)).mapToInt(context -> context.length).max()
                .orElse(0);
    }

    /** K. */
    public int count() {
        return receivers.length;
    }

    /** Attention is causal: what lies behind the position that predicts the target is cut off. */
    int[] receiver(int k) {
        return Arrays.copyOf(receivers[k], receiverPositions[k] + 1);
    }

    /** Likewise. */
    int[] donor(int k) {
        return Arrays.copyOf(donors[k], donorPositions[k] + 1);
    }
}
