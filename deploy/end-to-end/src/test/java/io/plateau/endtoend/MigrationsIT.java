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
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.database.LocalDatabase;
import io.plateau.local.service.Service;
import io.plateau.local.service.ServiceProcess;

/** What is running goes on, and starts again, beside a newer version that has expanded the schemas. */
@ExtendWith(WholeSystem.class)
@Order(Integer.MAX_VALUE)
class MigrationsIT {
    private static final String NEWER = "1000";

    @TempDir
    Path directory;

    @Test
    void oldServicesGoOnAndStartAgainBesideANewerVersion(ServiceProcesses system) throws Exception {
        ServiceProcess frontDoor = system.of(Service.INFERENCE);
        String specification = Files.readString(Path.of("src/test/resources/small-experiment.json"))
                .replace("tiny-neox", "micro-neox");

        // When a newer version expands every table while an experiment runs
        String experiment = system.request(frontDoor, specification);
        ServiceProcesses.await("its first blocks").until(() -> blocks(system, experiment, "") > 2);
        for (String service : LocalDatabase.SERVICES) {
            expand(system, service);
        }

        // Then the old replicas stay ready and end it, and one that starts now, as a pod that moves, becomes ready
        system.awaitCompletion(experiment);
        assertTrue(system.readiness(frontDoor).contains("\"status\": \"UP\""), system.readiness(frontDoor));
        List<ServiceProcess> late = new ArrayList<>();
        for (Service service : Service.values()) {
            late.add(system.begin(service, service.label() + "-late", Map.of()));
        }
        late.forEach(system::awaitReady);
        assertTrue(blocks(system, experiment, " AND added_later = 7") > 10);
    }

    private static long blocks(ServiceProcesses system, String experiment, String condition) {
        return number(system, "SELECT count(*) FROM inference.ledger WHERE experiment_id = '" + experiment + "'"
                + condition);
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
