package io.plateau.local.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import io.plateau.local.database.LocalDatabase;
import io.plateau.local.database.LocalDatabase.Durability;
import io.plateau.local.port.FreePorts;

/** PostgreSQL; each start is on the same data and the same port. */
public final class DatabaseServer {
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Path directory;
    private final int port = FreePorts.pick(1).get(0);
    private LocalDatabase current;

    DatabaseServer(Path directory) {
        this.directory = directory;
    }

    /** Returns when it answers; after a crash it first heals its data from its log. */
    public void start() throws IOException, SQLException {
        current = LocalDatabase.start(directory, Durability.KEPT, port);
    }

    /** As {@code pg_ctl stop -m immediate}: without a checkpoint, every session cut. */
    public void stopImmediately() throws IOException {
        Optional<ProcessHandle> server = LocalDatabase.serverOf(directory);
        if (server.isPresent()) {
            Signals.send(server.get(), "QUIT");
            while (LocalDatabase.serverOf(directory).isPresent()) {
                Cluster.pause(LOOK);
            }
        }
        // There is nothing left to stop, but a hold on the data to let go.
        current.close();
    }

    boolean isRunning() {
        return LocalDatabase.serverOf(directory).isPresent();
    }

    public LocalDatabase current() {
        return current;
    }

    /** Whether a replica of a service, another than this one, waits for a lock. */
    boolean anotherWaitsForLock(Replica than) throws SQLException {
        try (Connection superuser = superuser();
                PreparedStatement waiting = superuser.prepareStatement("SELECT 1 FROM pg_stat_activity"
                        + " WHERE usename = ? AND application_name <> ? AND wait_event_type = 'Lock'")) {
            waiting.setString(1, than.service().label());
            waiting.setString(2, than.name());
            try (ResultSet rows = waiting.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** May do everything. */
    public Connection superuser() throws SQLException {
        return current.superuser();
    }
}
