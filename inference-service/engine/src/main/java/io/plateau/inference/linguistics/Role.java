package io.plateau.inference.linguistics;

/**
 * The syntactic role of a word in its document.
 *
 * @param start first character, UTF-16
 * @param end behind its last character
 * @param relation universal dependency relation to its head (nsubj, obj, root, …), without subtype
 */
public record Role(int start, int end, String relation) {
}
