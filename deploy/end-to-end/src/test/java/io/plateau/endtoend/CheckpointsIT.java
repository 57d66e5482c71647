package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

import io.plateau.contracts.CloudEvent;
import io.plateau.contracts.Events;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.CheckpointPublished;
import io.plateau.local.service.Service;
import io.plateau.local.service.ServiceProcess;

/** A training run publishes its checkpoints one after another, and the service that takes them in dies between two. */
@ExtendWith(WholeSystem.class)
class CheckpointsIT {
    private static final String RUN = "run";
    private static final String OF_RUN = "model LIKE 'run@%'";
    private static final String SPECIFICATION = """
            {"model":"run","seed":5,"tokens":{"count":1024,"contextLength":64},
             "regimes":{"bootstraps":20,"permutations":19,"tailDraws":0},
             "graph":{"observations":200,"controls":19,"louvainRuns":2,"bootstraps":20,"layerRuns":0,"weightSpectra":false},
             "attention":{"headContexts":4,"patchingPairs":0,"controlDirections":2},
             "mechanisms":{"effects":false,"controls":19,"matchedSets":19}}""";

    @Test
    void everyCheckpointIsAnExperimentAndTheirTrajectoryIsCompared(ServiceProcesses system, TestReporter reporter)
            throws Exception {
        checkpoints(system.models(), 64, 256);
        ServiceProcess inference = system.of(Service.INFERENCE);
        subscribe(inference);

        publish(system, 64);
        awaitExperiments(system, 1, "RUNNING", "COMPLETED");
        system.kill(inference);
        // Published while nobody listens, and again by a training run that was itself restarted
        publish(system, 64);
        publish(system, 256);
        ServiceProcess again = system.addAgain(Service.INFERENCE);
        awaitExperiments(system, 2, "COMPLETED");
        publish(system, 256);

        ServiceProcesses.await("the comparison of both checkpoints")
                .until(() -> steps(system).equals(List.of("64", "256")));
        assertEquals(2, rows(system, "SELECT model FROM results.experiments WHERE " + OF_RUN).size());
        assertEquals(List.of("run@step64"), rows(system, "SELECT DISTINCT e.model FROM results.experiments e"
                + " JOIN results.trajectory_neighbours n ON n.previous_experiment_id = e.experiment_id"));
        // A run of 2,000 steps learns much between its 64th and its 256th.
        assertEquals(List.of("true"),
                rows(system, "SELECT bool_and(from_first < 0 AND p_first_corrected < 0.05)::text"
                        + " FROM results.trajectory_changes WHERE quantity = 'loss, nats' AND step = 256"));
        // Also what has no value of a context
        assertTrue(rows(system, "SELECT DISTINCT quantity FROM results.trajectory_changes WHERE step = 256 AND"
                + " p_first IS NOT NULL")
                .containsAll(List.of("kappa", "plateau size", "Gini coefficient of attention")));
        Notebooks.execute(again.url(), Map.of("PLATEAU_RUN", RUN), Map.of("trajectory", 1), reporter);
    }

    /** Folders {@code run@step<N>} with what the last of the bundled run has beside its weights. */
    private static void checkpoints(Path models, int... steps) throws IOException {
        Path bundled = ServiceProcesses.home().resolve("deploy/models/tiny-neox-steps");
        for (int step : steps) {
            Path folder = Files.createDirectories(models.resolve(RUN + "@step" + step));
            Files.copy(bundled.resolve("step" + step + "/model.safetensors"), folder.resolve("model.safetensors"));
            try (Stream<Path> files = Files.list(bundled.resolve("step2000"))) {
                for (Path file : files.filter(f -> !f.toString().endsWith(".safetensors")).toList()) {
                    Files.copy(file, folder.resolve(file.getFileName().toString()));
                }
            }
        }
    }

    private static void subscribe(ServiceProcess inference) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(inference.url() + "/subscriptions"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(SPECIFICATION)).build(), BodyHandlers.ofString());
        assertEquals(201, response.statusCode(), response.body());
    }

    private static void publish(ServiceProcesses system, long step) throws Exception {
        CheckpointPublished event = new CheckpointPublished(RUN, "step" + step, null, null);
        String name = RUN + "@step" + step;
        try (var producer = system.broker().producer(Map.of(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.CHECKPOINTS.topicName(), null, name, Events.encode(event),
                    CloudEvent.of(event, "training", name, "published").toHeaders())).get(60, TimeUnit.SECONDS);
        }
    }

    private static void awaitExperiments(ServiceProcesses system, int count, String... statuses) {
        ServiceProcesses.await(count + " experiments").until(() -> {
            List<String> found = rows(system, "SELECT status FROM results.experiments WHERE " + OF_RUN);
            if (found.contains("FAILED")) {
                throw new AssertionError(
                        rows(system, "SELECT reason FROM results.experiments WHERE " + OF_RUN).toString());
            }
            return found.size() == count && List.of(statuses).containsAll(found);
        });
    }

    private static List<String> steps(ServiceProcesses system) {
        return rows(system, "SELECT c.step::text FROM results.trajectory_changes c"
                + " WHERE c.quantity = 'loss, nats' AND c.token_group = 'rare' ORDER BY c.step");
    }

    private static List<String> rows(ServiceProcesses system, String query) {
        try (Connection analyst = system.database().connect("analyst");
                Statement statement = analyst.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }
}
