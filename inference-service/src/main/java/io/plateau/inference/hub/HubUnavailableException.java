package io.plateau.inference.hub;

import java.io.IOException;

/** The hub did not answer as it should; it may do so later. */
final class HubUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    HubUnavailableException(String message) {
        super(message);
    }

    HubUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
