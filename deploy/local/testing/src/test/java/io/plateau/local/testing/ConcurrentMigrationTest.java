package io.plateau.local.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.database.LocalDatabase;

/** Two replicas of all services start at once, and views join what several services show. */
class ConcurrentMigrationTest {
    private static final int REPLICAS = 2;

    @TempDir
    Path directory;

    /** A third session holds the lock until every service waits for it; then they migrate one at a time. */
    @Test
    void servicesThatStartAtOnceMigrateOneAtATime() throws Exception {
        ExecutorService replicas = Executors.newFixedThreadPool(REPLICAS * LocalDatabase.SERVICES.size());
        try (LocalDatabase database = LocalDatabase.start(directory, LocalDatabase.Durability.THROWAWAY);
                Connection holder = database.superuser();
                Statement statement = holder.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(hashtext('results'))");
            List<Future<?>> migrations = new ArrayList<>();
            for (String service : LocalDatabase.SERVICES) {
                for (int replica = 0; replica < REPLICAS; replica++) {
                    migrations.add(replicas
                            .submit(() -> ServiceSchemas.migrate(database, database.jdbcUrl(), service)));
                }
                awaitWaiting(database, service);
            }
            statement.execute("SELECT pg_advisory_unlock(hashtext('results'))");

            for (Future<?> migration : migrations) {
                migration.get(1, TimeUnit.MINUTES);
            }
            assertTrue(joined(database), "results.neurons reads the graph service's communities");
            for (String service : LocalDatabase.SERVICES) {
                assertEquals(0, count(statement, "SELECT count(*) - count(DISTINCT version) FROM " + service
                        + ".flyway_schema_history WHERE version IS NOT NULL"), service);
                assertEquals(0, count(statement,
                        "SELECT count(*) FROM " + service + ".flyway_schema_history WHERE NOT success"), service);
            }
        } finally {
            replicas.shutdownNow();
        }
    }

    private static void awaitWaiting(LocalDatabase database, String service) throws SQLException {
        try (Connection connection = database.superuser(); Statement statement = connection.createStatement()) {
            await(service + " waits for a lock").atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(20))
                    .until(() -> count(statement,
                            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = '"
                                    + service + "'") > 0);
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
