package io.plateau.inference.planning;

/**
 * Tokens around texts that are no text themselves.
 *
 * @param endOfText id of the token that joins documents
 * @param prefix ids that every context begins with; may be none
 */
record TextMarks(int endOfText, int[] prefix) {

    /** Contexts that begin with text. */
    static TextMarks withoutPrefix(int endOfText) {
        return new TextMarks(endOfText, new int[0]);
    }
}
