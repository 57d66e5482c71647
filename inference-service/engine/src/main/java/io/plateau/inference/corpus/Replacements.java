package io.plateau.inference.corpus;

/**
 * Replaces what is no character, surrogates without their other half, by U+FFFD: one for each, and nothing beside them. No
 * tokenizer can encode them. Counts them, so that it can be said.
 */
public final class Replacements {
    private static final char REPLACEMENT = '\uFFFD';

    private long count;
    private long firstLine;

    /** @param line number of the line that holds the text */
    public String in(String text, long line) {
        StringBuilder replaced = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            replaced = replaced == null ? new StringBuilder(text) : replaced;
            replaced.setCharAt(i, REPLACEMENT);
            firstLine = count++ == 0 ? line : firstLine;
        }
        return replaced == null ? text : replaced.toString();
    }

    /** How many so far. */
    public long count() {
        return count;
    }

    /** The line of the first; 0 where there was none. */
    public long firstLine() {
        return firstLine;
    }
}
