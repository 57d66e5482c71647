package io.plateau.local.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.plateau.local.FreePorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL server on a free port of 127.0.0.1 with the database {@code plateau}. Its data stays in the
 * directory; a server started there again has the same roles and passwords.
 */
public final class LocalDatabase implements AutoCloseable {
    /** The services' roles, each named as its schema. */
    public static final List<String> SERVICES = List.of("inference", "influence", "graph", "routing");

    private static final String DATABASE = "plateau";

    private final EmbeddedPostgres server;
    private final Passwords passwords;

    private LocalDatabase(EmbeddedPostgres server, Passwords passwords) {
        this.server = server;
        this.passwords = passwords;
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
        endAbandoned(directory);
        Path data = data(directory);
        Passwords passwords = Passwords.in(directory.resolve("passwords.properties"));
        Path superuser = Files.writeString(directory.resolve("superuser"), passwords.of(Passwords.SUPERUSER));
        EmbeddedPostgres server;
        try {
            server = configured(data, superuser, passwords, durability, port).start();
        } finally {
            Files.delete(superuser);
        }
        LocalDatabase database = new LocalDatabase(server, passwords);
        try {
            Bootstrap.ensure(database.connect("postgres", Passwords.SUPERUSER), database::superuser, passwords);
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
        return database;
    }

    /** The server of a directory, while there is one. */
    public static Optional<ProcessHandle> serverOf(Path directory) {
        return AbandonedServer.in(data(directory)).map(AbandonedServer::process);
    }

    /** Ends the server that a killed process left on a directory, if there is one. */
    public static void endAbandoned(Path directory) {
        AbandonedServer.in(data(directory)).ifPresent(AbandonedServer::end);
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

    @Override
    public void close() {
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
            Durability durability, int port) {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false)
                .setRegisterShutdownHook(false).setPort(port)
                .setPGStartupWait(Duration.ofSeconds(60))
                // An option of initdb like those of the locale: no moment without a password.
                .setLocaleConfig("pwfile", superuser.toString())
                .setConnectConfig("password", passwords.of(Passwords.SUPERUSER))
                .setDataDirectoryCustomizer(ClientAuthentication::write)
                .setServerConfig("listen_addresses", "127.0.0.1")
                // A socket in a shared directory would be a second door.
                .setServerConfig("unix_socket_directories", "").setServerConfig("fsync", durability.setting())
                .setServerConfig("synchronous_commit", durability.setting())
                // Four services with a pool each, the launcher, and a person or two.
                .setServerConfig("max_connections", "60")
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD);
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
