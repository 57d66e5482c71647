package io.plateau.inference.linguistics;

/**
 * A word of a text.
 *
 * @param start first character, UTF-16
 * @param end behind its last character
 * @param tag part of speech, a universal tag (NOUN, VERB, …, PUNCT)
 * @param place which word of its sentence, from 0
 * @param words words of its sentence
 */
public record Word(int start, int end, String tag, int place, int words) {

    /** Which third of its sentence the word stands in: 0 beginning, 1 middle, 2 end. */
    public int third() {
        return 3 * place / words;
    }
}
