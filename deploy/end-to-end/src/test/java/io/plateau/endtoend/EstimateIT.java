package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.plateau.local.service.ServiceProcess;

/**
 * What the front door estimates against what experiments on the demonstration models take, within a factor of two. A drill, because it
 * holds times to a bound, which a busy machine may miss.
 */
@Tag("drill")
class EstimateIT {
    @TempDir
    Path directory;

    @Test
    void anExperimentTakesWhatWasEstimated(TestReporter reporter) throws Exception {
        try (ServiceProcesses system = ServiceProcesses.start(directory.resolve("system"))) {
            ServiceProcess frontDoor = system.addAll("").get(0);
            // The first shows how fast this machine is, and warms the services up.
            done(system, frontDoor, specification("tiny-neox", 1024));
            for (String next : List.of(specification("tiny-gpt2", 2048), specification("tiny-neox", 4096))) {
                JsonNode estimate = estimate(frontDoor, next);
                String id = done(system, frontDoor, next);
                double seconds = number(system, "SELECT extract(epoch FROM finished_at - requested_at)"
                        + " FROM inference.experiment_run WHERE experiment_id = '" + id + "'");
                double bytes = bytes(system, id);
                reporter.publishEntry(next, estimate + ", took " + seconds + " s and " + bytes + " bytes");
                assertNear(seconds, estimate.get("seconds").doubleValue());
                assertNear(bytes, estimate.get("bytes").doubleValue());
                assertEquals(number(system, "SELECT blocks FROM inference.plan WHERE experiment_id = '" + id + "'"),
                        estimate.get("blocks").doubleValue(), 1);
            }
        }
    }

    private static String specification(String model, int tokens) {
        return "{\"model\": \"" + model + "\", \"tokens\": {\"count\": " + tokens + "}}";
    }

    private static void assertNear(double found, double estimated) {
        assertTrue(estimated > found / 2 && estimated < found * 2, "estimated " + estimated + ", found " + found);
    }

    private static String done(ServiceProcesses system, ServiceProcess frontDoor, String specification)
            throws Exception {
        String id = system.request(frontDoor, specification);
        ServiceProcesses.await("the end of " + id).until(() -> system.experiment(frontDoor, id).isTerminal());
        assertEquals("COMPLETED", system.experiment(frontDoor, id).status());
        return id;
    }

    private static JsonNode estimate(ServiceProcess frontDoor, String specification) throws Exception {
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(frontDoor.url() + "/estimates"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(specification)).build(), BodyHandlers.ofString())
                .body();
        JsonNode estimate = new ObjectMapper().readTree(body);
        assertTrue(estimate.hasNonNull("seconds"), body);
        return estimate;
    }

    /** Of all rows of the experiment in all services, once what was partial has gone. */
    private static double bytes(ServiceProcesses system, String id) throws Exception {
        ServiceProcesses.await("the partial rows to go").until(() -> number(system,
                "SELECT (SELECT count(*) FROM influence.loss_block) + (SELECT count(*) FROM graph.observation_block)"
                        + " + (SELECT count(*) FROM routing.attention_block) + (SELECT count(*) FROM inference.plan_counts)") == 0);
        List<String> tables = new ArrayList<>();
        try (Connection connection = system.database().superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT c.oid::regclass FROM pg_class c"
                        + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'experiment_id' AND NOT attisdropped"
                        + " WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('inference', 'influence', 'graph',"
                        + " 'routing')")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        double bytes = 0;
        for (String table : tables) {
            bytes += number(system, "SELECT coalesce(sum(pg_column_size(t.*)), 0) FROM " + table
                    + " t WHERE experiment_id = '" + id + "'");
        }
        return bytes;
    }

    private static double number(ServiceProcesses system, String query) throws Exception {
        try (Connection connection = system.database().superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getDouble(1);
        }
    }
}
