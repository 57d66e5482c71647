package io.plateau.local.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.plateau.contracts.Stages;
import io.plateau.local.port.FreePorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL server on a free port of 127.0.0.1 with the database {@code plateau}. Its data stays in the
 * directory; a server started there again has the same roles and passwords.
 */
public final class LocalDatabase implements AutoCloseable {
    /** The services' roles, each named as its schema. */
    public static final List<String> SERVICES = Stages.services();

    /** Of the bundled server: it cannot read the data of another major version. */
    static final String MAJOR_VERSION = "18";

    private static final String DATABASE = "plateau";

    private final EmbeddedPostgres server;
    private final Passwords passwords;
    private final Path directory;
    private AnalystGuard guard;

    private LocalDatabase(EmbeddedPostgres server, Passwords passwords, Path directory) {
        this.server = server;
        this.passwords = passwords;
        this.directory = directory;
    }

    /**
     * Returns when the server answers and roles and schemas are there.
     *
     * @param directory of the data; made where absent
     * @param durability whether the data must outlive the machine's crash, or only this run
     */
    public static LocalDatabase start(Path directory, Durability durability) throws IOException, SQLException {
        return start(directory, durability, FreePorts.pick(1).get(0));
    }

    /** As {@link #start(Path, Durability)}, on a given port. */
    public static LocalDatabase start(Path directory, Durability durability, int port)
            throws IOException, SQLException {
        Files.createDirectories(directory);
        requireReadable(directory);
        endAbandoned(directory);
        Path data = data(directory);
        Passwords passwords = Passwords.in(directory.resolve("passwords.properties"));
        Path superuser = Files.writeString(directory.resolve("superuser"), passwords.of(Passwords.SUPERUSER));
        ServerLog log = ServerLog.begin(directory);
        EmbeddedPostgres server;
        try {
            server = log.watched(configured(data, superuser, passwords, durability, port, log)::start);
        } finally {
            Files.delete(superuser);
        }
        LocalDatabase database = new LocalDatabase(server, passwords, directory);
        try {
            Bootstrap.ensure(database.connect("postgres", Passwords.SUPERUSER), database::superuser, passwords);
            database.guard = AnalystGuard.start(database::superuser, Bootstrap.analyst(passwords),
                    AnalystGuard.Limits.DEFAULT);
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
        return database;
    }

    /**
     * Whether the server could read the data of a directory, as far as is known without starting it.
     *
     * @throws IOException when the data is of another version
     */
    public static void requireReadable(Path directory) throws IOException {
        Path version = data(directory).resolve("PG_VERSION");
        if (Files.exists(version)) {
            String found = Files.readString(version).strip();
            if (!found.equals(MAJOR_VERSION)) {
                throw new IOException("the data in " + data(directory) + " is of PostgreSQL " + found
                        + " and this is PostgreSQL " + MAJOR_VERSION + "; name another directory");
            }
        }
    }

    /** The server of a directory, while there is one. */
    public static Optional<ProcessHandle> serverOf(Path directory) {
        return AbandonedServer.in(data(directory)).map(AbandonedServer::process);
    }

    /** Ends the server that a killed process left on a directory, if there is one. */
    public static void endAbandoned(Path directory) {
        AbandonedServer.in(data(directory)).ifPresent(AbandonedServer::end);
    }

    /** Why the server ended, as it said itself; empty where it did not say. */
    public Optional<String> reason() {
        return ServerLog.in(directory).reason();
    }

    public int port() {
        return server.getPort();
    }

    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** @param role a service's name, or {@code analyst} */
    public String password(String role) {
        return passwords.of(role);
    }

    /** A connection as a service's role or as {@code analyst}. */
    public Connection connect(String role) throws SQLException {
        return connect(DATABASE, role);
    }

    /** What a person gives to psql. */
    public String analystUri() {
        return "postgresql://%s:%s@127.0.0.1:%d/%s".formatted(Passwords.ANALYST, passwords.of(Passwords.ANALYST),
                port(),
                DATABASE);
    }

    /**
     * Reads as the analyst may, for the launcher's own use: whatever that role did to its password, settings or connections
     * does not matter here.
     */
    public Connection reader() throws SQLException {
        Connection connection = superuser();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION AUTHORIZATION " + Passwords.ANALYST);
            statement.execute("SET search_path = results");
            statement.execute("SET default_transaction_read_only = on");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (guard != null) {
            guard.close();
        }
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not be stopped", e);
        }
    }

    private static Path data(Path directory) {
        return directory.resolve("data");
    }

    /** A connection that may do everything. */
    public Connection superuser() throws SQLException {
        return connect(DATABASE, Passwords.SUPERUSER);
    }

    private Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), role, passwords.of(role));
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    private static EmbeddedPostgres.Builder configured(Path data, Path superuser, Passwords passwords,
            Durability durability, int port, ServerLog log) {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false)
                .setRegisterShutdownHook(false).setPort(port)
                .setPGStartupWait(Duration.ofSeconds(60))
                // An option of initdb like those of the locale: no moment without a password.
                .setLocaleConfig("pwfile", superuser.toString())
                // Sorts by code points wherever it was made.
                .setLocaleConfig("locale", "C")
                .setConnectConfig("password", passwords.of(Passwords.SUPERUSER))
                .setDataDirectoryCustomizer(ClientAuthentication::write)
                .setServerConfig("listen_addresses", "127.0.0.1")
                // A socket in a shared directory would be a second door.
                .setServerConfig("unix_socket_directories", "").setServerConfig("fsync", durability.setting())
                .setServerConfig("synchronous_commit", durability.setting())
                // Four services with a pool each, the launcher, and a person or two.
                .setServerConfig("max_connections", "60")
                // Notifications are not used, but every role may send them: the smallest queue instead of 8 GiB.
                .setServerConfig("max_notify_queue_pages", "64")
                // Bounds the processors that one query of a person takes.
                .setServerConfig("max_parallel_workers", "2")
                // Limits how long a silent client can hold a connection.
                .setServerConfig("authentication_timeout", "10s")
                // Why it ends, and nothing that a query could fill a disk with.
                .setServerConfig("log_min_messages", "fatal").setServerConfig("log_min_error_statement", "panic")
                .setOutputRedirector(log.redirect()).setErrorRedirector(log.redirect());
    }

    /** What the data must survive. */
    public enum Durability {
        /** Nothing: for data that is deleted at the end. A server that crashed may have lost what it committed last. */
        THROWAWAY("off"),
        /** A crash of the server and of the machine. */
        KEPT("on");

        private final String setting;

        Durability(String setting) {
            this.setting = setting;
        }

        String setting() {
            return setting;
        }
    }
}
