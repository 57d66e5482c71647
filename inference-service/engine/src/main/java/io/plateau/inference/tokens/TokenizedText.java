package io.plateau.inference.tokens;

import java.util.Arrays;

/**
 * A text as tokens, each with the characters it covers. A token that is part of a character has the whole character.
 *
 * @param ids token ids
 * @param starts per token: its first character, UTF-16
 * @param ends per token: behind its last character
 */
public record TokenizedText(int[] ids, int[] starts, int[] ends) {

    /** Collects tokens of which it is not known how many come. */
    static final class Builder {
        private int[] ids = new int[64];
        private int[] starts = new int[64];
        private int[] ends = new int[64];
        private int size;

        void add(int id, int start, int end) {
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, 2 * size);
                starts = Arrays.copyOf(starts, 2 * size);
                ends = Arrays.copyOf(ends, 2 * size);
            }
            ids[size] = id;
            starts[size] = start;
            ends[size++] = end;
        }

        TokenizedText build() {
            return new TokenizedText(Arrays.copyOf(ids, size), Arrays.copyOf(starts, size),
                    Arrays.copyOf(ends, size));
        }
    }
}
