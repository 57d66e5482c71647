package io.plateau.routing.impact;

import java.util.Arrays;

/**
 * Two halves of the contexts: what is chosen on one is measured on the other. The halves are
 * contiguous, because neighbouring contexts may belong to one document and would carry its noise into both.
 *
 * @param first places of the earlier contexts
 * @param second places of the later contexts; one more when their number is odd
 */
public record Halves(int[] first, int[] second) {

    public static Halves of(int[] contexts) {
        int middle = contexts.length / 2;
        return new Halves(Arrays.copyOf(contexts, middle), Arrays.copyOfRange(contexts, middle, contexts.length));
    }
}
