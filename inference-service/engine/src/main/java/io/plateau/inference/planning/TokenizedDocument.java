package io.plateau.inference.planning;

/**
 * A document, or a piece of one, as tokens.
 *
 * @param ids token ids
 * @param continuation whether it belongs to the document before it
 * @param piece the text behind the tokens; null where it is not wanted
 */
public record TokenizedDocument(int[] ids, boolean continuation, Excerpt.Piece piece) {
    private static final int ARRAY = 16;
    private static final int RECORD = 32;

    /** Upper bound of the memory it holds, bytes. */
    long bytes() {
        long bytes = RECORD + ARRAY + (long) Integer.BYTES * ids.length;
        if (piece != null) {
            bytes += 2L * RECORD + 2L * (ARRAY + Integer.BYTES * (long) ids.length) + text(piece.document().text())
                    + text(piece.document().domain()) + text(piece.document().source());
            // A relation is a text of its own: a few letters.
            bytes += piece.roles() == null ? 0 : (RECORD + 3L * RECORD) * piece.roles().size();
        }
        return bytes;
    }

    private static long text(String text) {
        return text == null ? 0 : 2L * RECORD + (long) Character.BYTES * text.length();
    }
}
