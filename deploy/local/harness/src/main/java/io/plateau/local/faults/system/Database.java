package io.plateau.local.faults.system;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** PostgreSQL; each start is on the same data and the same port. */
public interface Database {
    /** Returns when it answers; after a crash it first heals its data from its log. */
    void start() throws IOException, SQLException;

    /** As {@code pg_ctl stop -m immediate}: without a checkpoint, every session cut. */
    void stopImmediately() throws IOException;

    boolean isRunning();

    /** May do everything. */
    Connection superuser() throws SQLException;

    Connection connect(String role) throws SQLException;

    /** Whether a replica of a service, another than this one, waits for a lock. */
    boolean anotherWaitsForLock(Replica than) throws SQLException;
}
