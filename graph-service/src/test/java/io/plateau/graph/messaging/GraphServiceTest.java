package io.plateau.graph.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
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
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.GraphWork;
import io.plateau.contracts.event.PlateauFound;
import io.plateau.contracts.event.Sign;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
class GraphServiceTest {
    // Usually a second or two; the rest is for a machine that builds other things meanwhile.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    AgroalDataSource database;
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;
    private Broker broker;

    @BeforeEach
    void connect() {
        broker = new Broker(servers);
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void blocksInAnyOrderAndTwiceGiveOneTable() throws SQLException {
        // Given blocks out of order, each twice, the plateau before the last of them
        Experiment experiment = new Experiment(4, 90);
        for (int block : new int[]{2, 0, 2, 3, 0, 3}) {
            send(experiment.block(block));
        }
        send(experiment.plateau());
        send(experiment.plateau());
        send(experiment.block(1));
        send(experiment.block(1));

        // When the analysis is complete
        AnalysisCompleted completed = completed(experiment);

        // Then the planted communities of the excitatory group are what stands out
        assertEquals("clustering", completed.getStage());
        assertEquals("clustering", completed.getVerdict().getName());
        assertEquals("supported", completed.getVerdict().getOutcome());
        // No control of 50 comes near: 1 / 51, for two groups.
        assertEquals(2.0 / 51, completed.getVerdict().getPValue(), 1e-12);
        List<Map<String, Object>> table = rows(
                "SELECT * FROM results.table_1 WHERE experiment_id = ? ORDER BY neuron_group",
                experiment);
        assertEquals(List.of("Plateau (Excitatory)", "Plateau (Inhibitory)", "Random Control"),
                table.stream().map(row -> row.get("neuron_group")).toList());
        assertEquals(3.0, table.get(0).get("communities"));
        assertEquals(1.0 / 51, (double) table.get(0).get("p_value"), 1e-12);
        assertEquals(completed.getVerdict().getValue(), table.get(0).get("signed_modularity"));
        assertEquals(10, table.get(1).get("neurons"));
        assertEquals(2, table.get(1).get("filled"));
        assertTrue((double) table.get(1).get("p_value") > 0.05);
        table.forEach(row -> assertNull(row.get("reason")));
        // and every set is there once
        List<Map<String, Object>> sets = rows("SELECT * FROM results.communities WHERE experiment_id = ?", experiment);
        assertEquals(2 * (1 + Experiment.CONTROLS), sets.size());
        assertTrue(sets.stream()
                .allMatch(row -> row.get("observations").equals(240) && row.get("model").equals("synthetic")));

        // And when the last of it is delivered once more, it is said again and written nowhere
        send(new GraphWork(experiment.id, 0, 6, Sign.EXCITATORY, 0, 1));
        List<AnalysisCompleted> repeated = broker.await(AnalysisCompleted.class, experiment.id,
                events -> events.size() > 1,
                PATIENCE);
        assertEquals(1, repeated.stream().distinct().count());
        assertEquals(table,
                rows("SELECT * FROM results.table_1 WHERE experiment_id = ? ORDER BY neuron_group", experiment));
    }

    @Test
    void theOrderOfArrivalDoesNotChangeABit() throws SQLException {
        Experiment first = new Experiment(3, 102);
        send(first.plateau());
        for (int block : new int[]{0, 1, 2}) {
            send(first.block(block));
        }
        Experiment second = new Experiment(3, 102);
        for (int block : new int[]{2, 1, 0}) {
            send(second.block(block));
        }
        send(second.plateau());
        completed(first);
        completed(second);

        String query = "SELECT neuron_group, signed_modularity, signed_modularity_sd, p_value, p_mann_whitney, cohens_d,"
                + " spectral_modularity FROM results.table_1 WHERE experiment_id = ? ORDER BY neuron_group";
        List<Map<String, Object>> table = rows(query, first);
        assertEquals(3, table.size());
        assertEquals(table, rows(query, second));
    }

    @Test
    void groupsTooSmallAreReportedNotTested() throws SQLException {
        Experiment experiment = new Experiment(1, 300);
        send(experiment.block(0));
        send(experiment.plateau(List.of(1, 2, 3), List.of()));

        AnalysisCompleted completed = completed(experiment);

        assertEquals("not testable", completed.getVerdict().getOutcome());
        assertNull(completed.getVerdict().getPValue());
        List<Map<String, Object>> table = rows(
                "SELECT * FROM results.table_1 WHERE experiment_id = ? ORDER BY neuron_group",
                experiment);
        assertEquals("the group has 3 neurons; at least 4 are needed", table.get(0).get("reason"));
        assertEquals("the group has 0 neurons; at least 4 are needed", table.get(1).get("reason"));
        assertEquals("no group could be tested, so none has controls", table.get(2).get("reason"));
    }

    @Test
    void aDamagedBlockFailsItsExperiment() {
        Experiment experiment = new Experiment(2, 180);
        ActivationsCaptured damaged = experiment.block(1);
        damaged.getActivations().getData().put(5, (byte) 99);
        send(damaged);
        assertEquals("block 1 of activations does not match its checksum: its payload was damaged",
                failure(experiment));
    }

    @Test
    void aBlockWhoseMarksDoNotFitFailsItsExperiment() {
        Experiment experiment = new Experiment(2, 180);
        ActivationsCaptured block = experiment.block(0);
        send(new ActivationsCaptured(block.getExperimentId(), block.getSpecification(), block.getBlock(),
                block.getBlocks(),
                block.getPositions(), ByteBuffer.allocate(179), block.getActivations()));
        assertEquals("block 0 of activations has 180 contexts but 179 observation marks; there must be one for each",
                failure(experiment));
    }

    @Test
    void tooFewObservationsFailTheExperiment() {
        Experiment experiment = new Experiment(2, 90);
        send(experiment.plateau());
        send(experiment.block(0));
        send(experiment.block(1));
        assertEquals("the blocks of activations hold 120 observations; a correlation graph needs at least 200: raise "
                + "tokens.count or graph.observations", failure(experiment));
    }

    @Test
    void aPlateauBeyondTheLayerFailsTheExperiment() {
        Experiment experiment = new Experiment(1, 300);
        send(experiment.block(0));
        send(experiment.plateau(List.of(1, 2, 3, 80), List.of()));
        assertEquals("the plateau names neuron 80 but the activations have 80 neurons, 0 … 79", failure(experiment));
    }

    @Test
    void workThatIsNotOfThePlanFailsTheExperiment() {
        Experiment experiment = new Experiment(1, 300);
        send(experiment.block(0));
        send(experiment.plateau());
        completed(experiment);
        // Block 6 of 7 is not in the ledger, as the plan has six.
        send(new GraphWork(experiment.id, 6, 7, Sign.INHIBITORY, 51, 25));
        assertEquals(
                "work item 6 of 7 asks for 25 sets of the INHIBITORY group from set 51; the experiment's plan of 6 items"
                        + " has no such item",
                failure(experiment));
    }

    private void send(ActivationsCaptured block) {
        broker.send(Topic.ACTIVATIONS, block, "inference", block.getExperimentId(), "activations/" + block.getBlock());
    }

    private void send(PlateauFound plateau) {
        broker.send(Topic.PLATEAUS, plateau, "influence", plateau.getExperimentId(), "plateau");
    }

    private void send(GraphWork work) {
        broker.send(Topic.GRAPH_WORK, work, "graph", work.getExperimentId(), String.valueOf(work.getBlock()));
    }

    private AnalysisCompleted completed(Experiment experiment) {
        return broker.await(AnalysisCompleted.class, experiment.id, events -> !events.isEmpty(), PATIENCE).get(0);
    }

    private String failure(Experiment experiment) {
        return broker.await(WorkFailed.class, experiment.id, events -> !events.isEmpty(), PATIENCE).get(0).getReason();
    }

    private List<Map<String, Object>> rows(String query, Experiment experiment) throws SQLException {
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
}
