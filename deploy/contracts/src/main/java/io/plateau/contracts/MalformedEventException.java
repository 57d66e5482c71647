package io.plateau.contracts;

/** A message that does not hold to the contract: it will never succeed, however often it is delivered. */
public class MalformedEventException extends UnprocessableException {
    private static final long serialVersionUID = 1L;

    public MalformedEventException(String message) {
        super(message);
    }

    public MalformedEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
