package io.plateau.graph.messaging;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import io.agroal.api.AgroalDataSource;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.GraphWork;
import io.plateau.contracts.event.NeuronWeightsCaptured;
import io.plateau.contracts.event.PlateauFound;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.local.testing.NumbersInViews;

/** What the tests of the running service share: its broker, its tables and the words to talk to them. */
abstract class ServiceTestBase {
    // Usually a second or two; the rest is for a machine that builds other things meanwhile.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    AgroalDataSource database;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    Broker broker;

    @BeforeEach
    void connect() {
        broker = new Broker(servers);
    }

    @AfterEach
    void close() {
        broker.close();
    }

    final void send(ActivationsCaptured block) {
        broker.send(Topic.ACTIVATIONS, block, "inference", block.getExperimentId(), "activations/" + block.getBlock());
    }

    final void send(NeuronWeightsCaptured block) {
        broker.send(Topic.NEURON_WEIGHTS, block, "inference", block.getExperimentId(), "weights/" + block.getBlock());
    }

    final void sendWeights(Experiment experiment) {
        send(experiment.weights(0));
        send(experiment.weights(1));
    }

    final void send(PlateauFound plateau) {
        broker.send(Topic.PLATEAUS, plateau, "influence", plateau.getExperimentId(), "plateau");
    }

    final void send(GraphWork work) {
        broker.send(Topic.GRAPH_WORK, work, "graph", work.getExperimentId(), String.valueOf(work.getBlock()));
    }

    final AnalysisCompleted completed(Experiment experiment) {
        return broker.await(AnalysisCompleted.class, experiment.id, events -> !events.isEmpty(), PATIENCE).get(0);
    }

    final String failure(Experiment experiment) {
        return broker.await(WorkFailed.class, experiment.id, events -> !events.isEmpty(), PATIENCE).get(0).getReason();
    }

    final List<Map<String, Object>> rows(String query, Experiment experiment) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.prepareStatement(query)) {
            statement.setString(1, experiment.id);
            try (var result = statement.executeQuery()) {
                List<Map<String, Object>> rows = new ArrayList<>();
                while (result.next()) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    for (int c = 1; c <= result.getMetaData().getColumnCount(); c++) {
                        row.put(result.getMetaData().getColumnName(c), result.getObject(c));
                    }
                    rows.add(row);
                }
                return rows;
            }
        }
    }

    /** Columns of this service's views that hold a number which is none, for an experiment. */
    final List<String> notFinite(Experiment experiment) throws SQLException {
        try (var connection = database.getConnection()) {
            return NumbersInViews.notFinite(connection, experiment.id);
        }
    }
}
