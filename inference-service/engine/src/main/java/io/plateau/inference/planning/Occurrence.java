package io.plateau.inference.planning;

/**
 * A target position whose deciding token is rare or common and lies in a word. A piece of a word has what the word has:
 * the word's tag, place and role.
 *
 * @param context which sampled context
 * @param row which of its target positions
 * @param text the token's characters without white space around them
 * @param tag part of speech of the word
 * @param third of the sentence in which the word occurs: 0, 1 or 2
 * @param role syntactic role of the word; null without a parse
 * @param domain of the document; empty where the corpus does not say
 */
public record Occurrence(int context, int row, String text, String tag, int third, String role, String domain) {

    /** Characters, not UTF-16 units. */
    int length() {
        return text.codePointCount(0, text.length());
    }
}
