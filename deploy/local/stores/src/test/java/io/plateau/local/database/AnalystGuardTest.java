package io.plateau.local.database;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.database.LocalDatabase.Durability;

/** What the analyst could do to others with the settings that PostgreSQL lets every role change for itself. */
class AnalystGuardTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Ended by an administrator. */
    private static final String TERMINATED = "57P01";
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    static Path directory;

    static LocalDatabase database;

    @BeforeAll
    static void aDatabase() throws Exception {
        database = LocalDatabase.start(directory, Durability.THROWAWAY);
        try (Connection service = database.connect("graph")) {
            run(service, "CREATE VIEW results.thing AS SELECT 1 AS a");
        }
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void aChangedPasswordAndChangedDefaultsAreSetAnewAtTheNextStart(@TempDir Path kept) throws Exception {
        try (LocalDatabase first = LocalDatabase.start(kept, Durability.THROWAWAY);
                Connection analyst = first.connect("analyst")) {
            spoil(analyst);
        }
        try (LocalDatabase second = LocalDatabase.start(kept, Durability.THROWAWAY)) {
            assertAsItWas(second);
        }
    }

    @Test
    void aChangedPasswordAndChangedDefaultsAreSetAnewMeanwhile() throws Exception {
        try (Connection analyst = database.connect("analyst")) {
            spoil(analyst);
        }
        // Nobody else is locked out for long
        awaitConnection();
        assertAsItWas(database);
    }

    @Test
    void theLaunchersOwnReadingDoesNotDependOnTheAnalystsPasswordOrConnections() throws Exception {
        List<Connection> open = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                open.add(database.connect("analyst"));
            }
            assertThrows(SQLException.class, () -> database.connect("analyst"));
            try (Connection reader = database.reader()) {
                assertEquals("1", text(reader, "SELECT a FROM thing"));
                assertEquals("analyst", text(reader, "SELECT current_user"));
                assertThrows(SQLException.class, () -> run(reader, "CREATE TABLE results.mine (a int)"));
            }
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    @Test
    void aStatementWithoutItsTimeLimitIsEnded() throws Exception {
        try (AnalystGuard guard = guard(Duration.ofMillis(500), NEVER, NEVER);
                Connection analyst = database.connect("analyst")) {
            run(analyst, "SET statement_timeout = 0");
            assertEquals(TERMINATED,
                    assertThrows(SQLException.class, () -> run(analyst, "SELECT pg_sleep(600)")).getSQLState());
        }
    }

    @Test
    void aTransactionWithoutItsTimeLimitIsEnded() throws Exception {
        try (AnalystGuard guard = guard(NEVER, Duration.ofMillis(500), NEVER);
                Connection analyst = database.connect("analyst")) {
            run(analyst, "SET idle_in_transaction_session_timeout = 0", "BEGIN", "SELECT a FROM thing");
            await("the end of the session").atMost(PATIENCE).until(() -> isEnded(analyst));
        }
    }

    @Test
    void aSessionThatAServiceWaitsForIsEnded() throws Exception {
        // Given an open transaction that has read a view
        try (AnalystGuard guard = guard(NEVER, NEVER, Duration.ofMillis(500));
                Connection analyst = database.connect("analyst");
                Connection service = database.connect("graph")) {
            run(analyst, "SET idle_in_transaction_session_timeout = 0", "BEGIN", "SELECT a FROM thing");
            // When the service replaces that view, as a migration does, then it need not wait for ever
            run(service, "SET statement_timeout = '30s'", "CREATE OR REPLACE VIEW results.thing AS SELECT 1 AS a");
            assertTrue(isEnded(analyst));
        }
    }

    @Test
    void anIdleSessionMakesRoomWhereConnectionsAreUsedUp() throws Exception {
        List<Connection> open = new ArrayList<>();
        try (AnalystGuard guard = guard(NEVER, NEVER, NEVER)) {
            for (int i = 0; i < 10; i++) {
                open.add(database.connect("analyst"));
            }
            awaitConnection();
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    private static AnalystGuard guard(Duration statement, Duration transaction, Duration blocking) throws SQLException {
        return AnalystGuard.start(database::superuser, "SELECT 1",
                new AnalystGuard.Limits(statement, transaction, NEVER,
                        blocking, Duration.ofMillis(500), Duration.ofMillis(100)));
    }

    private static void spoil(Connection analyst) throws SQLException {
        run(analyst, "SET default_transaction_read_only = off", "ALTER ROLE analyst SET statement_timeout = 0",
                "ALTER ROLE analyst IN DATABASE plateau SET search_path = nowhere",
                "ALTER ROLE analyst SET local_preload_libraries = 'nothing'", "ALTER ROLE analyst PASSWORD 'other'");
    }

    private static void assertAsItWas(LocalDatabase of) throws SQLException {
        try (Connection analyst = DriverManager.getConnection(of.jdbcUrl(), "analyst", "analyst")) {
            assertEquals("5min", text(analyst, "SHOW statement_timeout"));
            assertEquals("results", text(analyst, "SHOW search_path"));
            assertEquals("on", text(analyst, "SHOW default_transaction_read_only"));
            assertEquals("1GB", text(analyst, "SHOW temp_file_limit"));
            assertEquals("", text(analyst, "SHOW local_preload_libraries"));
        }
    }

    private static boolean isEnded(Connection connection) {
        try {
            run(connection, "SELECT 1");
            return false;
        } catch (SQLException e) {
            return true;
        }
    }

    private static void awaitConnection() {
        await("a connection of the analyst").atMost(PATIENCE).ignoreExceptionsInstanceOf(SQLException.class)
                .untilAsserted(() -> database.connect("analyst").close());
    }

    private static void run(Connection connection, String... sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
