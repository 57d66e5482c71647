package io.plateau.contracts;

/**
 * Work that will never succeed, however often it is tried: the message says what was wrong, where,
 * and what would be right. It becomes the reason of the experiment's failure.
 */
public class UnprocessableException extends RuntimeException {
    /** Longer sentences are cut off: they quote what was sent, which may be a whole document. */
    public static final int LONGEST = 2_000;

    private static final long serialVersionUID = 1L;

    public UnprocessableException(String message) {
        super(printable(message));
    }

    public UnprocessableException(String message, Throwable cause) {
        super(printable(message), cause);
    }

    /** What was sent may hold anything: a NUL, which no database stores as text, or a line break, which forges a log. */
    private static String printable(String message) {
        return PlainText.of(message, LONGEST);
    }
}
