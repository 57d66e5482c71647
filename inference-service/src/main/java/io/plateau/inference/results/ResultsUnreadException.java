package io.plateau.inference.results;

import java.sql.SQLException;

/** The database could not be asked; its cause says why. */
public final class ResultsUnreadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ResultsUnreadException(SQLException cause) {
        super("results could not be read", cause);
    }
}
