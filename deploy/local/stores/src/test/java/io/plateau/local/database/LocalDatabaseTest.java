package io.plateau.local.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.database.LocalDatabase.Durability;

class LocalDatabaseTest {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String INVALID_PASSWORD = "28P01";
    private static final String READ_ONLY = "25006";

    @TempDir
    static Path directory;

    static LocalDatabase database;

    @BeforeAll
    static void aServiceHasResults() throws Exception {
        database = LocalDatabase.start(directory, Durability.THROWAWAY);
        run("graph", "CREATE TABLE community (modularity double precision)");
        run("graph", "INSERT INTO community VALUES (0.25)");
        run("graph", "CREATE VIEW results.table_1 AS SELECT modularity FROM graph.community");
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void aServiceOwnsTheSchemaOfItsNameAndNoOther() throws Exception {
        // Given a table of the graph service, made without naming a schema
        assertEquals("graph", text("graph", "SELECT schemaname FROM pg_tables WHERE tablename = 'community'"));
        // When another service reads it or writes beside it, then it is refused
        assertRefused(INSUFFICIENT_PRIVILEGE, "routing", "SELECT * FROM graph.community");
        assertRefused(INSUFFICIENT_PRIVILEGE, "routing", "CREATE TABLE graph.intruder (a int)");
        assertRefused(INSUFFICIENT_PRIVILEGE, "routing", "CREATE TABLE public.intruder (a int)");
        assertRefused(INSUFFICIENT_PRIVILEGE, "routing", "SET ROLE graph");
        // And another's view cannot be replaced
        assertRefused(INSUFFICIENT_PRIVILEGE, "routing", "DROP VIEW results.table_1");
    }

    @Test
    void theAnalystReadsResultsAndNothingElse() throws Exception {
        // Given the view of a service, made without a grant
        // When the analyst reads it, without naming its schema, then it answers
        assertEquals("0.25", text("analyst", "SELECT modularity FROM table_1"));
        // And everything else is refused, also when the session is no longer read-only
        assertRefused(INSUFFICIENT_PRIVILEGE, "analyst", "SELECT * FROM graph.community");
        assertRefused(READ_ONLY, "analyst", "CREATE VIEW results.mine AS SELECT 1");
        for (String statement : new String[]{"CREATE VIEW results.mine AS SELECT 1", "DELETE FROM results.table_1",
                "CREATE TABLE public.mine (a int)", "CREATE SCHEMA mine", "CREATE TEMPORARY TABLE mine (a int)",
                "CREATE DATABASE mine", "COPY (SELECT 1) TO '/dev/null'", "SET ROLE inference"}) {
            assertRefused(INSUFFICIENT_PRIVILEGE, "analyst", "SET default_transaction_read_only = off", statement);
        }
    }

    @Test
    void everyRoleNeedsItsPassword() throws Exception {
        for (String role : new String[]{"postgres", "inference", "analyst"}) {
            SQLException refused = assertThrows(SQLException.class,
                    () -> DriverManager.getConnection(database.jdbcUrl(), role, "a guess").close());
            assertEquals(INVALID_PASSWORD, refused.getSQLState(), role);
        }
        assertEquals("rw-------",
                PosixFilePermissions
                        .toString(Files.getPosixFilePermissions(directory.resolve("passwords.properties"))));
        assertThrows(IllegalArgumentException.class, () -> database.password("nobody"));
    }

    @Test
    void theVersionThatIsCheckedIsTheServersOwn() throws Exception {
        assertEquals(LocalDatabase.MAJOR_VERSION, Files.readString(directory.resolve("data/PG_VERSION")).strip());
        assertEquals("C", text("analyst", "SELECT datcollate FROM pg_database WHERE datname = 'plateau'"));
    }

    @Test
    void aServerThatDoesNotStartGivesItsReasonAtOnce(@TempDir Path broken) throws Exception {
        // Given data whose control file is lost
        LocalDatabase.start(broken, Durability.THROWAWAY).close();
        Files.delete(broken.resolve("data/global/pg_control"));
        // When it is started, then the server's own words are told, and its patience of a minute is not waited for
        long begin = System.nanoTime();
        String message = assertThrows(IOException.class,
                () -> LocalDatabase.start(broken, Durability.THROWAWAY))
                .getMessage();
        assertTrue(message.contains("pg_control") || message.contains("could not find the database system"), message);
        assertTrue(System.nanoTime() - begin < 50_000_000_000L, message);
    }

    @Test
    void keepsItsDataAndEndsAnAbandonedServer(@TempDir Path kept) throws Exception {
        // Given a server with data whose launcher was killed: nobody closes it
        LocalDatabase abandoned = LocalDatabase.start(kept, Durability.KEPT);
        try (Connection connection = abandoned.connect("routing"); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE head (impact double precision)");
            statement.execute("INSERT INTO head VALUES (1.5)");
        }
        long pid = Long.parseLong(Files.readAllLines(kept.resolve("data/postmaster.pid")).get(0).strip());
        Files.delete(kept.resolve("data/epg-lock")); // held by a living launcher only
        // When another starts on the same directory
        try (LocalDatabase next = LocalDatabase.start(kept, Durability.KEPT);
                Connection connection = next.connect("routing");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT impact, current_setting('fsync'), current_setting('synchronous_commit') FROM head")) {
            // Then the old one is gone and the data is there, durable
            assertEquals(Optional.empty(), ProcessHandle.of(pid).flatMap(process -> process.info().command()));
            rows.next();
            assertEquals(1.5, rows.getDouble(1));
            assertEquals("on", rows.getString(2));
            assertEquals("on", rows.getString(3));
        }
    }

    private static void assertRefused(String state, String role, String... sql) {
        String last = sql[sql.length - 1];
        assertEquals(state, assertThrows(SQLException.class, () -> run(role, sql), last).getSQLState(), last);
    }

    private static void run(String role, String... sql) throws SQLException {
        try (Connection connection = database.connect(role); Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }

    private static String text(String role, String sql) throws SQLException {
        try (Connection connection = database.connect(role);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
