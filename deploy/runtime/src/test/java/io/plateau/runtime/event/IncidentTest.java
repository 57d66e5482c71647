package io.plateau.runtime.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;

import jakarta.transaction.RollbackException;

import org.apache.kafka.common.errors.DisconnectException;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.UnprocessableException;

class IncidentTest {

    @Test
    void whatTheWorldIsToBlameForIsTriedAgain() {
        assertEquals(Incident.TRANSIENT, Incident.of(new IllegalStateException(new SQLException("gone", "57P01"))));
        assertEquals(Incident.TRANSIENT, Incident.of(new SQLException("no connection")));
        assertEquals(Incident.TRANSIENT, Incident.of(new DisconnectException("gone")));
    }

    /** As Narayana reports it: the reason is suppressed, the cause is none. */
    @Test
    void aCommitThatLosesItsConnectionIsTriedAgain() {
        assertEquals(Incident.TRANSIENT, Incident.of(failedCommit(new SQLException("I/O error", "08006"))));
    }

    @Test
    void aCommitThatTheDatabaseRefusesIsNot() {
        assertEquals(Incident.UNEXPECTED, Incident.of(failedCommit(new SQLException("duplicate key", "23505"))));
    }

    private static Exception failedCommit(SQLException reason) {
        RollbackException failure = new RollbackException("Could not commit transaction.");
        failure.addSuppressed(new IllegalStateException(reason));
        return new IllegalStateException(failure);
    }

    @Test
    void whatTheMessageIsToBlameForIsHopeless() {
        assertEquals(Incident.HOPELESS, Incident.of(new IllegalStateException(new UnprocessableException("no"))));
        assertEquals(Incident.UNEXPECTED, Incident.of(new IllegalStateException("who knows")));
    }
}
