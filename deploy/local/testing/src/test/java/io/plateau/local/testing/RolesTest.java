package io.plateau.local.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.database.LocalDatabase;
import io.plateau.local.database.LocalDatabase.Durability;

/** Who may do what, on the schemas that the services' own migrations make. */
class RolesTest {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String READ_ONLY = "25006";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final String CANCELLED = "57014";

    @TempDir
    static Path directory;

    static LocalDatabase database;
    static List<String> tables;
    static List<String> views;

    @BeforeAll
    static void theServicesHaveMigrated() throws Exception {
        database = LocalDatabase.start(directory, Durability.THROWAWAY);
        ServiceSchemas.migrate(database);
        tables = relations("n.nspname = ANY ('{inference,influence,graph,routing}') AND c.relkind = 'r'");
        views = relations("n.nspname = 'results'");
        assertTrue(tables.size() > 40 && views.size() > 25, tables + " " + views);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void noServiceReadsOrWritesWhatIsAnothers() throws Exception {
        for (String role : LocalDatabase.SERVICES) {
            try (Connection connection = database.connect(role)) {
                for (String table : tables) {
                    if (table.startsWith(role + ".")) {
                        assertEquals(null, refusal(connection, "SELECT FROM " + table + " LIMIT 0"), table);
                        continue;
                    }
                    for (String sql : List.of("SELECT FROM " + table, "DELETE FROM " + table, "TRUNCATE " + table,
                            "DROP TABLE " + table)) {
                        assertEquals(INSUFFICIENT_PRIVILEGE, refusal(connection, sql), role + ": " + sql);
                    }
                }
                for (String schema : List.of("inference", "influence", "graph", "routing", "public")) {
                    if (!schema.equals(role)) {
                        assertEquals(INSUFFICIENT_PRIVILEGE,
                                refusal(connection, "CREATE TABLE " + schema + ".intruder (a int)"), role + schema);
                    }
                }
            }
        }
    }

    @Test
    void noServiceChangesAViewOfAnothersResults() throws Exception {
        for (String role : LocalDatabase.SERVICES) {
            try (Connection connection = database.connect(role)) {
                for (String view : views) {
                    if (owner(view).equals(role)) {
                        continue;
                    }
                    assertEquals("f", text(mayWrite(role, view)), role + ": " + view);
                    for (String sql : List.of("DROP VIEW " + view,
                            "CREATE OR REPLACE VIEW " + view + " AS SELECT 1 AS a",
                            "GRANT ALL ON " + view + " TO " + role)) {
                        assertEquals(INSUFFICIENT_PRIVILEGE, refusal(connection, sql), role + ": " + sql);
                    }
                }
            }
        }
    }

    @Test
    void theAnalystReadsEveryViewAndNoTable() throws Exception {
        try (Connection analyst = database.connect("analyst")) {
            for (String view : views) {
                assertEquals(null, refusal(analyst, "SELECT * FROM " + view + " LIMIT 1"), view);
            }
            // A role that can set parameters is no longer read-only; what is refused stays refused.
            assertEquals(null, refusal(analyst, "SET default_transaction_read_only = off"));
            for (String table : tables) {
                assertEquals(INSUFFICIENT_PRIVILEGE, refusal(analyst, "SELECT FROM " + table), table);
            }
            for (String view : views) {
                assertEquals("f", text(mayWrite("analyst", view)), view);
                assertEquals(INSUFFICIENT_PRIVILEGE, refusal(analyst, "DROP VIEW " + view), view);
            }
        }
    }

    /** As the front door serves results. */
    @Test
    void aServiceInTheRoleAnalystReadsEveryViewAndNoTable() throws Exception {
        try (Connection service = database.connect("inference")) {
            assertEquals(null, refusal(service, "SET ROLE analyst"));
            for (String view : views) {
                assertEquals(null, refusal(service, "SELECT * FROM " + view + " LIMIT 1"), view);
            }
            for (String table : tables) {
                assertEquals(INSUFFICIENT_PRIVILEGE, refusal(service, "SELECT FROM " + table), table);
            }
        }
    }

    @Test
    void theAnalystMakesNothingAnywhere() throws Exception {
        assertEquals(READ_ONLY, refusal("analyst", "CREATE TABLE results.mine (a int)"));
        for (String schema : List.of("inference", "influence", "graph", "routing", "results", "public", "pg_catalog")) {
            assertRefused("CREATE TABLE " + schema + ".mine (a int)");
            assertRefused("CREATE FUNCTION " + schema + ".mine() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        }
        for (String sql : List.of("CREATE TEMPORARY TABLE mine (a int)", "CREATE SCHEMA mine", "CREATE DATABASE mine",
                "CREATE ROLE mine", "CREATE EXTENSION lo", "SELECT lo_create(0)", "SELECT lo_from_bytea(0, 'a')",
                "SELECT pg_logical_emit_message(false, 'a', 'b')", "SELECT txid_current()",
                "SELECT pg_current_xact_id()",
                // A block of code could catch the cancellation by a timeout.
                "DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$")) {
            assertRefused(sql);
        }
    }

    @Test
    void theAnalystReachesNeitherTheServerNorItsFilesNorOthersSessions() throws Exception {
        for (String sql : List.of("COPY (SELECT 1) TO PROGRAM 'true'", "COPY (SELECT 1) TO '/dev/null'",
                "SELECT pg_read_file('PG_VERSION')", "SELECT pg_read_binary_file('PG_VERSION')",
                "SELECT pg_ls_dir('.')",
                "SELECT pg_ls_logdir()", "SELECT lo_import('/etc/hostname')", "SELECT * FROM pg_authid",
                "SELECT * FROM pg_hba_file_rules", "ALTER SYSTEM SET work_mem = '1GB'", "SELECT pg_reload_conf()",
                "SET ROLE inference", "SET SESSION AUTHORIZATION graph", "SET temp_file_limit = '-1'", "CHECKPOINT",
                "SELECT pg_advisory_lock(1)", "SELECT pg_try_advisory_xact_lock(1, 2)",
                "ALTER ROLE analyst CONNECTION LIMIT -1", "ALTER ROLE inference PASSWORD 'mine'")) {
            assertRefused(sql);
        }
        try (Connection service = database.connect("graph"); Statement statement = service.createStatement()) {
            ResultSet row = statement.executeQuery("SELECT pg_backend_pid()");
            row.next();
            assertRefused("SELECT pg_terminate_backend(" + row.getInt(1) + ")");
            assertRefused("SELECT pg_cancel_backend(" + row.getInt(1) + ")");
        }
    }

    @Test
    void theAnalystsQueriesEndAndLeaveConnectionsToTheServices() throws Exception {
        assertEquals("5min", text("SHOW statement_timeout"));
        assertEquals("1GB", text("SHOW temp_file_limit"));
        assertEquals("10min", text("SHOW idle_in_transaction_session_timeout"));
        // That a timeout ends a sleep, shown with a short one.
        try (Connection analyst = database.connect("analyst")) {
            assertEquals(null, refusal(analyst, "SET statement_timeout = '200ms'"));
            assertEquals(CANCELLED, refusal(analyst, "SELECT pg_sleep(60)"));
        }
        List<Connection> open = new ArrayList<>();
        try {
            SQLException refused = assertThrows(SQLException.class, () -> {
                for (int i = 0; i < 40; i++) {
                    open.add(database.connect("analyst"));
                }
            });
            assertEquals(TOO_MANY_CONNECTIONS, refused.getSQLState());
            assertEquals(10, open.size());
            database.connect("graph").close();
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    @Test
    void theNotificationQueueIsSmallAndNobodyDependsOnIt() throws Exception {
        assertEquals("64", text("SHOW max_notify_queue_pages"));
        // Filled, it refuses further notifications and nothing else: 64 pages of 8 KiB, each notification some 8 KB
        try (Connection listener = database.connect("analyst"); Connection sender = database.connect("analyst")) {
            assertEquals(null, refusal(listener, "LISTEN a"));
            listener.setAutoCommit(false);
            assertEquals(null, refusal(listener, "SELECT 1"));
            String state = null;
            for (int i = 0; i < 200 && state == null; i++) {
                state = refusal(sender, "SELECT pg_notify('a', repeat('x', 7900) || " + i + ")");
            }
            assertEquals("54000", state);
            try (Connection service = database.connect("graph")) {
                assertEquals(null, refusal(service, "CREATE TABLE meanwhile (a int)"));
                assertEquals(null, refusal(service, "DROP TABLE meanwhile"));
            }
        }
    }

    private static void assertRefused(String sql) throws SQLException {
        try (Connection analyst = database.connect("analyst")) {
            assertEquals(null, refusal(analyst, "SET default_transaction_read_only = off"));
            assertEquals(INSUFFICIENT_PRIVILEGE, refusal(analyst, sql), sql);
        }
    }

    private static String refusal(String role, String sql) throws SQLException {
        try (Connection connection = database.connect(role)) {
            return refusal(connection, sql);
        }
    }

    /** SQLSTATE of the refusal; null where it was done. */
    private static String refusal(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return null;
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private static List<String> relations(String which) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = database.connect("analyst");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT n.nspname || '.' || c.relname FROM pg_class c"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE " + which + " ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** A view of which rows cannot be written is refused for that reason first, whatever the role. */
    private static String mayWrite(String role, String view) {
        return "SELECT has_table_privilege('" + role + "', '" + view + "', 'INSERT, UPDATE, DELETE, TRUNCATE')";
    }

    private static String owner(String view) throws SQLException {
        return text("SELECT relowner::regrole::text FROM pg_class WHERE oid = '" + view + "'::regclass");
    }

    private static String text(String sql) throws SQLException {
        try (Connection connection = database.connect("analyst");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
