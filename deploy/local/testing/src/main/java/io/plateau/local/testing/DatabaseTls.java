package io.plateau.local.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.plateau.local.database.LocalDatabase;

/** Has a running server offer TLS. */
public final class DatabaseTls {
    private DatabaseTls() {
    }

    /**
     * Holds for connections made from now on.
     *
     * @param directory that the database was started in
     * @param key PEM
     * @param certificate PEM
     */
    public static void offer(LocalDatabase database, Path directory, String key, String certificate)
            throws IOException, SQLException {
        write(directory.resolve("data/server.key"), key);
        write(directory.resolve("data/server.crt"), certificate);
        try (Connection connection = database.superuser(); Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /** The server reads a key only where it is its own user's alone. */
    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setOwner(file, Files.getOwner(file.getParent()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
