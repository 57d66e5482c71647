package io.plateau.local.faults;

import io.plateau.local.faults.system.ViolationException;

/** A fault did not strike, so that nothing is known of what it was for. */
final class UnstruckException extends ViolationException {
    private static final long serialVersionUID = 1L;

    UnstruckException(String message) {
        super(message);
    }
}
