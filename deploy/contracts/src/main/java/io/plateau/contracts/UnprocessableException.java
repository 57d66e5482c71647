package io.plateau.contracts;

/**
 * Work that will never succeed, however often it is tried: the message tells a person what was wrong, where,
 * and what would be right. It becomes the reason of the experiment's failure.
 */
public class UnprocessableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnprocessableException(String message) {
        super(message);
    }

    public UnprocessableException(String message, Throwable cause) {
        super(message, cause);
    }
}
