package io.plateau.inference.tokens;

/**
 * A token that is looked for in the text before anything else.
 *
 * @param content as it appears in the text
 * @param special not text, such as the end of a text
 * @param singleWord found only where no letter or digit is beside it
 * @param rstrip takes the white space behind it
 */
record AddedToken(int id, String content, boolean special, boolean singleWord, boolean rstrip) {
}
