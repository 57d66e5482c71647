package io.plateau.local.faults.moment;

/** The moment of a fault did not come. */
public final class MissedException extends Exception {
    private static final long serialVersionUID = 1L;

    public MissedException(String message) {
        super(message);
    }
}
