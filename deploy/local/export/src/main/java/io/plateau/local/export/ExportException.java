package io.plateau.local.export;

/** An export that would not say everything, or not say it exactly; the message says what is in the way. */
public final class ExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExportException(String message) {
        super(message);
    }
}
