package io.plateau.local.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.database.LocalDatabase;

/** Whichever service starts first, people find the same views. */
class MigrationOrderTest {
    /** All that people see of the schema: definitions, options, owners, rights, comments, columns in order. */
    private static final String CATALOGUE = """
            SELECT c.relname, c.relkind, c.relowner::regrole, c.relacl, c.reloptions, pg_get_viewdef(c.oid),
                   obj_description(c.oid, 'pg_class'), a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
                   col_description(c.oid, a.attnum)
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'results'::regnamespace AND a.attnum > 0
            ORDER BY c.relname, a.attnum
            """;

    private static final String SUPERUSER = "postgres";

    @TempDir
    static Path directory;

    static LocalDatabase database;

    @BeforeAll
    static void start() throws Exception {
        database = LocalDatabase.start(directory, LocalDatabase.Durability.THROWAWAY);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    /**
     * With {@code -Pthorough} in every order; else in four, in which each service is the first and the last once, and of any two either
     * comes before the other.
     */
    @Test
    void everyOrderGivesTheSameViewsCommentsAndRights() throws Exception {
        Map<List<String>, List<String>> found = new LinkedHashMap<>();
        if (Boolean.getBoolean("plateau.thorough")) {
            migrateInEveryOrder("plateau", List.of(), found);
            assertEquals(24, found.size());
        } else {
            for (int first = 0; first < LocalDatabase.SERVICES.size(); first++) {
                List<String> order = new ArrayList<>(LocalDatabase.SERVICES);
                Collections.rotate(order, first);
                found.put(order, catalogue(migrated("order" + first, order)));
            }
        }
        List<String> first = found.values().iterator().next();
        assertTrue(first.stream().anyMatch(row -> row.startsWith("neurons\tv\tresults\t")), "the joined view is there");
        assertTrue(first.stream().noneMatch(row -> row.endsWith("\tnull")), "every column has a comment");
        found.forEach((order, catalogue) -> assertEquals(first, catalogue, () -> "migrated in the order " + order));
    }

    /** @param from a database in which the services named before have migrated, in that order */
    private static void migrateInEveryOrder(String from, List<String> before, Map<List<String>, List<String>> found)
            throws SQLException {
        if (before.size() == LocalDatabase.SERVICES.size()) {
            found.put(before, catalogue(url(from)));
            return;
        }
        for (String service : LocalDatabase.SERVICES) {
            if (!before.contains(service)) {
                String copy = before.isEmpty() ? service : from + "_" + service;
                copy(from, copy);
                ServiceSchemas.migrate(database, url(copy), service);
                List<String> then = new ArrayList<>(before);
                then.add(service);
                migrateInEveryOrder(copy, then, found);
            }
        }
    }

    @Test
    void aJoinedViewWaitsForAllOfItsSourcesAndIsThenLeftAlone() throws Exception {
        String url = migrated("waiting", List.of("inference", "influence", "routing"));
        assertFalse(catalogue(url).stream().anyMatch(row -> row.startsWith("neurons\t")));
        ServiceSchemas.migrate(database, url, "graph");
        String made = version(url);
        // A start of a service while somebody reads the view: it neither waits for the reader nor makes the view anew
        try (Connection reader = DriverManager.getConnection(url, "analyst", database.password("analyst"));
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM results.neurons");
            ServiceSchemas.migrate(database, url, "influence");
        }
        assertEquals(made, version(url));
    }

    @Test
    void aJoinedViewWaitsForColumnsThatAServiceStillHasToAdd() throws Exception {
        String url = migrated("columns", List.of("inference", "graph"));
        ServiceSchemas.migrateUpTo("20", database, url, "influence");
        ServiceSchemas.migrate(database, url, "routing");
        assertFalse(catalogue(url).stream().anyMatch(row -> row.startsWith("neurons\t")));
        ServiceSchemas.migrate(database, url, "influence");
        assertTrue(catalogue(url).stream().anyMatch(row -> row.startsWith("neurons\t")));
    }

    @Test
    void aJoinedViewOfALaterVersionStays() throws Exception {
        String url = migrated("later", LocalDatabase.SERVICES);
        run(url, """
                DO $$ BEGIN
                  EXECUTE 'CREATE OR REPLACE VIEW results.neurons WITH (security_invoker = true) AS SELECT n.*, 7 AS later FROM ('
                    || rtrim(pg_get_viewdef('results.neurons'::regclass), ';') || ') n';
                END $$""",
                "COMMENT ON COLUMN results.neurons.later IS 'Of a later version.'",
                "UPDATE results_history.joined_view SET sha256 = 'of a later version' WHERE name = 'neurons'");
        List<String> before = catalogue(url);
        ServiceSchemas.migrate(database, url, "routing");
        assertEquals(before, catalogue(url));
    }

    @Test
    void aJoinedViewThatIsGoneOrOfAnotherBuildIsMadeAnew() throws Exception {
        String url = migrated("anew", LocalDatabase.SERVICES);
        List<String> before = catalogue(url);
        run(url, "DROP VIEW results.neurons");
        ServiceSchemas.migrate(database, url, "routing");
        assertEquals(before, catalogue(url));
        run(url, "COMMENT ON VIEW results.neurons IS 'of another build'",
                "UPDATE results_history.joined_view SET sha256 = 'of another build'");
        ServiceSchemas.migrate(database, url, "routing");
        assertEquals(before, catalogue(url));
    }

    /** @return the address of a new database in which the services have migrated in that order */
    private static String migrated(String name, List<String> order) throws SQLException {
        copy("plateau", name);
        order.forEach(service -> ServiceSchemas.migrate(database, url(name), service));
        return url(name);
    }

    /** Roles are the server's; schemas, rights and default rights are copied with the database. */
    private static void copy(String from, String to) throws SQLException {
        try (Connection connection = superuser(url("postgres")); Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + from + "'");
            statement.execute("CREATE DATABASE " + to + " TEMPLATE " + from);
        }
    }

    private static String url(String name) {
        return database.jdbcUrl().replaceAll("/plateau$", "/" + name);
    }

    /** Changes whenever the view is defined anew. */
    private static String version(String url) throws SQLException {
        return rows(url, "SELECT xmin, oid FROM pg_rewrite WHERE ev_class = 'results.neurons'::regclass").toString();
    }

    private static List<String> catalogue(String url) throws SQLException {
        return rows(url, CATALOGUE);
    }

    private static List<String> rows(String url, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = superuser(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder(result.getString(1));
                for (int c = 2; c <= result.getMetaData().getColumnCount(); c++) {
                    row.append('\t').append(result.getString(c));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    private static void run(String url, String... sql) throws SQLException {
        try (Connection connection = superuser(url); Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }

    private static Connection superuser(String url) throws SQLException {
        return DriverManager.getConnection(url, SUPERUSER, database.password(SUPERUSER));
    }
}
