package io.plateau.inference.tokens;

/**
 * A text as tokens, each with the characters it stands for. A token that is part of a character has the whole character.
 *
 * @param ids token ids
 * @param starts per token: its first character, UTF-16
 * @param ends per token: behind its last character
 */
public record TokenizedText(int[] ids, int[] starts, int[] ends) {
}
