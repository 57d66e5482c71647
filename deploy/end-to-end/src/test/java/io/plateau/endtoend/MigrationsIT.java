package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.database.LocalDatabase;
import io.plateau.local.service.Service;
import io.plateau.local.service.ServiceProcess;

/** Many replicas migrate at once; and what is running goes on, and starts again, beside a newer version that has expanded the schemas. */
class MigrationsIT {
    private static final String NEWER = "1000";

    @TempDir
    Path directory;

    @Test
    void replicasThatStartAtOnceAllBecomeReadyAndOldOnesGoOnBesideANewerVersion() throws Exception {
        try (ServiceProcesses system = ServiceProcesses.start(directory.resolve("system"))) {
            // Given two replicas of each service that find no schema
            List<ServiceProcess> services = new ArrayList<>();
            for (int replica = 1; replica <= 2; replica++) {
                for (Service service : Service.values()) {
                    services.add(system.begin(service, service.label() + "-" + replica, Map.of()));
                }
            }
            for (ServiceProcess service : services) {
                system.awaitReady(service);
            }
            // Then each migration was applied once, without a failure
            for (String service : LocalDatabase.SERVICES) {
                assertEquals(0, number(system, "SELECT count(*) FROM (SELECT version FROM " + service
                        + ".flyway_schema_history WHERE version IS NOT NULL GROUP BY version HAVING count(*) > 1) twice"));
                assertEquals(0, number(system,
                        "SELECT count(*) FROM " + service + ".flyway_schema_history WHERE NOT success"));
            }
            // One of each is enough for what follows
            services.subList(Service.values().length, services.size()).forEach(system::stop);
            ServiceProcess frontDoor = services.get(0);

            // When a newer version expands every table while an experiment runs
            String specification = Files.readString(Path.of("src/test/resources/small-experiment.json"))
                    .replace("tiny-neox", "micro-neox");
            String experiment = system.request(frontDoor, specification);
            ServiceProcesses.await("its first blocks")
                    .until(() -> number(system, "SELECT count(*) FROM inference.ledger") > 2);
            for (String service : LocalDatabase.SERVICES) {
                expand(system, service);
            }

            // Then the old replicas stay ready and end it, and one that starts now, as a pod that moves, becomes ready
            ServiceProcesses.await("the end of " + experiment).until(() -> {
                var view = system.experiment(frontDoor, experiment);
                assertTrue(!view.isTerminal() || view.isCompleted(), () -> view.status() + ": " + view.reason());
                return view.isCompleted();
            });
            assertTrue(system.readiness(frontDoor).contains("\"status\": \"UP\""), system.readiness(frontDoor));
            for (Service service : Service.values()) {
                system.awaitReady(system.begin(service, service.label() + "-late", Map.of()));
            }
            assertTrue(number(system, "SELECT count(*) FROM inference.ledger WHERE added_later = 7") > 10);
        }
    }

    /**
     * A column with a default and one without in every table, and a table more: what a version may do while others run. One
     * migration, so one transaction, for each table: with locks on two it could deadlock with a service at work.
     */
    private void expand(ServiceProcesses system, String service) throws Exception {
        List<String> scripts = new ArrayList<>(List.of("CREATE TABLE added_table (id integer PRIMARY KEY);"));
        try (Connection connection = system.database().connect(service);
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("SELECT relname FROM pg_class WHERE relkind = 'r'"
                        + " AND relnamespace = '" + service
                        + "'::regnamespace AND relname <> 'flyway_schema_history'")) {
            while (tables.next()) {
                scripts.add("ALTER TABLE " + tables.getString(1)
                        + " ADD COLUMN added_later integer NOT NULL DEFAULT 7, ADD COLUMN added_empty text;");
            }
        }
        assertTrue(scripts.size() > 5, service);
        Path migrations = Files.createDirectories(directory.resolve("newer-" + service));
        for (int i = 0; i < scripts.size(); i++) {
            Files.writeString(migrations.resolve("V" + NEWER + "_" + i + "__expand.sql"), scripts.get(i));
        }
        Flyway.configure().dataSource(system.database().jdbcUrl(), service, system.database().password(service))
                .defaultSchema(service).locations("filesystem:" + migrations)
                // Of those that are there it has not the files.
                .ignoreMigrationPatterns("*:missing").outOfOrder(true).load().migrate();
        assertEquals(scripts.size(), number(system, "SELECT count(*) FROM " + service
                + ".flyway_schema_history WHERE version LIKE '" + NEWER + ".%' AND success"));
    }

    private static long number(ServiceProcesses system, String sql) {
        try (Connection connection = system.database().superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }
}
