package io.plateau.local.faults.system;

/** An invariant does not hold; the message says which and how. */
public class ViolationException extends Exception {
    private static final long serialVersionUID = 1L;

    public ViolationException(String message) {
        super(message);
    }
}
