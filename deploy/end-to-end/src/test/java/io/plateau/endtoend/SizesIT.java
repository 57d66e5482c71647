package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.service.ServiceProcess;

/** The formula of the operations guide's table against an experiment that keeps its rows, within a fifth. */
@Tag("drill")
class SizesIT {
    private static final String PARTIAL = "SELECT sum(pg_total_relation_size(c)) FROM unnest(ARRAY['influence.loss_block',"
            + "'routing.attention_block', 'graph.observation_block', 'graph.neuron_weight', 'inference.affected_block']::regclass[]) c";

    @TempDir
    Path directory;

    @Test
    void anExperimentTakesWhatTheTableSays() throws Exception {
        try (ServiceProcesses system = ServiceProcesses.start(directory.resolve("system"))) {
            ServiceProcess frontDoor = system.addAll("").get(0);
            String id = system.request(frontDoor,
                    """
                            {"model": "tiny-neox", "seed": 11, "keepPartialResults": true, "tokens": {"count": 8192, "contextLength": 128},
                             "regimes": {"bootstraps": 50, "permutations": 99}, "attention": {"headContexts": 8},
                             "graph": {"observations": 200, "louvainRuns": 5, "controls": 19, "bootstraps": 20}}""");
            ServiceProcesses.await("the end of " + id).until(() -> system.experiment(frontDoor, id).isTerminal());
            assertEquals("COMPLETED", system.experiment(frontDoor, id).status());

            ExperimentSize size = new ExperimentSize(
                    number(system, "SELECT sum(length(targets) / 4) FROM inference.planned_context"),
                    number(system, "SELECT contexts FROM inference.plan"), 128, 768, 192, 6,
                    number(system, "SELECT cardinality(layers) FROM inference.plan"), 200);
            assertNear("Kafka", size.kafka(), kafka(system));
            assertNear("PostgreSQL", size.postgres(), number(system, PARTIAL));
        }
        // The table: contexts of 512 tokens, every position a target, a quarter of the layers, 1,000 observations
        for (Object[] shape : new Object[][]{{"Pythia-410M", 4096, 1024, 16, 6}, {"GPT-2 XL", 6400, 1600, 25, 12},
                {"Llama-3.2-1B", 8192, 2048, 32, 4}, {"Pythia-6.9B", 16384, 4096, 32, 8}}) {
            for (long positions : new long[]{25_088, 250_880}) {
                ExperimentSize size = new ExperimentSize(positions, positions / 512, 512, (int) shape[1],
                        (int) shape[2],
                        (int) shape[3], (int) shape[4], 1_000);
                System.out.printf(Locale.ROOT, "%s, %d positions: Kafka %.2f GB, PostgreSQL %.2f GB%n", shape[0],
                        positions,
                        size.kafka() / 1e9, size.postgres() / 1e9);
            }
        }
    }

    private static void assertNear(String what, long formula, long measured) {
        System.out.printf(Locale.ROOT, "%s: %d bytes by the formula, %d measured%n", what, formula, measured);
        assertTrue(Math.abs(formula - measured) <= 0.2 * measured, what + ": " + formula + " and " + measured);
    }

    private static long kafka(ServiceProcesses system) throws Exception {
        try (Admin admin = system.broker().admin(Duration.ofSeconds(30))) {
            return admin.describeLogDirs(java.util.List.of(1)).allDescriptions().get().values().stream()
                    .flatMap(broker -> broker.values().stream()).map(LogDirDescription::replicaInfos)
                    .flatMap(replicas -> replicas.entrySet().stream())
                    .filter(replica -> !replica.getKey().topic().startsWith("__"))
                    .mapToLong(replica -> replica.getValue().size()).sum();
        }
    }

    private static long number(ServiceProcesses system, String sql) throws Exception {
        try (Connection connection = system.database().superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
