package io.plateau.local.faults.system;

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

/** A PostgreSQL server on one directory and port. */
public final class DatabaseServer implements Database {
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Path directory;
    private final int port = FreePorts.pick(1).get(0);
    private LocalDatabase current;

    DatabaseServer(Path directory) {
        this.directory = directory;
    }

    @Override
    public void start() throws IOException, SQLException {
        current = LocalDatabase.start(directory, Durability.KEPT, port);
    }

    @Override
    public void stopImmediately() throws IOException {
        Optional<ProcessHandle> server = LocalDatabase.serverOf(directory);
        if (server.isPresent()) {
            Signals.send(server.get(), "QUIT");
            while (LocalDatabase.serverOf(directory).isPresent()) {
                Waiting.pause(LOOK);
            }
        }
        // There is nothing left to stop, but a hold on the data to let go.
        current.close();
    }

    @Override
    public boolean isRunning() {
        return LocalDatabase.serverOf(directory).isPresent();
    }

    LocalDatabase current() {
        return current;
    }

    @Override
    public boolean anotherWaitsForLock(Replica than) throws SQLException {
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

    @Override
    public Connection superuser() throws SQLException {
        return current.superuser();
    }

    @Override
    public Connection connect(String role) throws SQLException {
        return current.connect(role);
    }
}
