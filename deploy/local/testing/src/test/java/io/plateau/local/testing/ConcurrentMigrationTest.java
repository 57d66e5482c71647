package io.plateau.local.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.database.LocalDatabase;

/** Services start at once, and their views join one another. */
class ConcurrentMigrationTest {
    @TempDir
    Path directory;

    /**
     * V22 of graph replaces layer_graphs before communities, influence's join reads communities before layer_graphs. Graph is
     * brought to stand between its two by a third session until influence waits; then each would have what the other wants.
     */
    @Test
    void viewsThatJoinOneAnotherAreMadeOneServiceAtATime() throws Exception {
        ExecutorService services = Executors.newFixedThreadPool(2);
        try (LocalDatabase database = LocalDatabase.start(directory, LocalDatabase.Durability.THROWAWAY);
                Connection holder = database.superuser();
                Statement statement = holder.createStatement()) {
            ServiceSchemas.migrate(database, "graph", MigrationVersion.fromVersion("21"));
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE graph.layer_community IN ACCESS EXCLUSIVE MODE");

            Future<?> graph = services
                    .submit(() -> ServiceSchemas.migrate(database, "graph", MigrationVersion.LATEST));
            awaitWaiting(database, "graph");
            Future<?> influence = services
                    .submit(() -> ServiceSchemas.migrate(database, "influence", MigrationVersion.LATEST));
            awaitWaiting(database, "influence");
            holder.rollback();

            graph.get(1, TimeUnit.MINUTES);
            influence.get(1, TimeUnit.MINUTES);
            assertTrue(joined(database), "results.neurons reads the graph service's communities");
        } finally {
            services.shutdownNow();
        }
    }

    private static void awaitWaiting(LocalDatabase database, String service) throws SQLException, InterruptedException {
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        try (Connection connection = database.superuser(); Statement statement = connection.createStatement()) {
            while (count(statement,
                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = '"
                            + service + "'") == 0) {
                assertTrue(Instant.now().isBefore(end), service + " waits for a lock");
                Thread.sleep(20);
            }
        }
    }

    private static boolean joined(LocalDatabase database) throws SQLException {
        try (Connection connection = database.superuser(); Statement statement = connection.createStatement()) {
            return count(statement, "SELECT count(*) FROM pg_depend d JOIN pg_rewrite w ON w.oid = d.objid"
                    + " WHERE w.ev_class = 'results.neurons'::regclass"
                    + " AND d.refobjid = 'results.community_members'::regclass") > 0;
        }
    }

    private static long count(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            assertTrue(row.next());
            return row.getLong(1);
        }
    }
}
