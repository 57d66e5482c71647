package io.plateau.runtime.event;

import java.sql.SQLException;

import org.apache.kafka.common.errors.RetriableException;

import io.plateau.contracts.UnprocessableException;
import io.smallrye.mutiny.TimeoutException;

/** What a failure means for the message that met it. */
enum Incident {
    /** The world is at fault and will mend: try until it does. */
    TRANSIENT,
    /** The message is at fault: no try will ever succeed. */
    HOPELESS,
    /** Of unknown cause: a few tries, then given up with the reason. */
    UNEXPECTED;

    static Incident of(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UnprocessableException) {
                return HOPELESS;
            }
            if (t instanceof SQLException sql) {
                return ofState(sql.getSQLState());
            }
            if (t instanceof RetriableException || t instanceof TimeoutException) {
                return TRANSIENT;
            }
            // The cause of a failed commit is only here.
            for (Throwable suppressed : t.getSuppressed()) {
                Incident incident = of(suppressed);
                if (incident != UNEXPECTED) {
                    return incident;
                }
            }
        }
        return UNEXPECTED;
    }

    /**
     * By class of SQLSTATE: a value or a constraint that the database refuses is refused again; connections,
     * locks, resources and administrators come and go. No state at all is a pool that gave no connection.
     */
    private static Incident ofState(String state) {
        if (state == null) {
            return TRANSIENT;
        }
        return switch (state.substring(0, 2)) {
            case "08", "40", "53", "55", "57", "58" -> TRANSIENT;
            default -> UNEXPECTED;
        };
    }
}
