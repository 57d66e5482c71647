package io.plateau.graph.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import io.plateau.contracts.event.NeuronWeightsCaptured;
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
        send(experiment.weights(1));
        send(experiment.weights(0));
        send(experiment.weights(0));
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
        List<Map<String, Object>> sets = rows("SELECT * FROM results.neuron_sets WHERE experiment_id = ?", experiment);
        assertEquals(2 * (1 + Experiment.CONTROLS), sets.size());
        assertTrue(sets.stream()
                .allMatch(row -> row.get("observations").equals(240) && row.get("model").equals("synthetic")));

        // And when the last of it is delivered once more, it is said again and written nowhere
        send(new GraphWork(experiment.id, 2, 8, Sign.EXCITATORY, 0, 1));
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
        sendWeights(first);
        for (int block : new int[]{0, 1, 2}) {
            send(first.block(block));
        }
        Experiment second = new Experiment(3, 102);
        for (int block : new int[]{2, 1, 0}) {
            send(second.block(block));
        }
        send(second.weights(1));
        send(second.plateau());
        send(second.weights(0));
        completed(first);
        completed(second);

        String query = "SELECT neuron_group, signed_modularity, signed_modularity_sd, p_value, p_mann_whitney, cohens_d,"
                + " spectral_modularity FROM results.table_1 WHERE experiment_id = ? ORDER BY neuron_group";
        List<Map<String, Object>> table = rows(query, first);
        assertEquals(3, table.size());
        assertEquals(table, rows(query, second));
        for (String view : List.of("layer_graphs", "dimensionality", "weight_spectra_tests", "communities")) {
            String bits = "SELECT to_jsonb(v) - 'experiment_id' AS row FROM results." + view
                    + " v WHERE experiment_id = ? ORDER BY 1";
            assertFalse(rows(bits, first).isEmpty(), view);
            assertEquals(rows(bits, first).toString(), rows(bits, second).toString(), view);
        }
    }

    @Test
    void theLayerDimensionalityAndSpectraAreAnalysed() throws SQLException {
        Experiment experiment = new Experiment(4, 90);
        for (int block = 0; block < 4; block++) {
            send(experiment.block(block));
        }
        sendWeights(experiment);
        send(experiment.plateau());
        completed(experiment);

        // Then the layer's graph is there, from six runs in two work items
        Map<String, Object> layer = rows("SELECT * FROM results.layer_graphs WHERE experiment_id = ?", experiment)
                .get(0);
        assertEquals(Experiment.LAYER, layer.get("neurons"));
        assertEquals(240, layer.get("observations"));
        assertEquals(6, layer.get("runs"));
        // Nine and ten in the groups, of which two only fill theirs
        assertEquals(17, layer.get("plateau_neurons"));
        assertNull(layer.get("reason"));
        // Neurons that follow a factor of their own are in one community; the rest may part by noise
        List<Map<String, Object>> members = rows("SELECT neuron, community FROM results.community_members"
                + " WHERE experiment_id = ? AND graph = 'layer' ORDER BY neuron", experiment);
        assertEquals(Experiment.LAYER, members.size());
        for (int neuron = 0; neuron < Experiment.LAYER; neuron++) {
            assertEquals(neuron, members.get(neuron).get("neuron"));
            if (neuron < 9) {
                assertEquals(members.get(neuron % 3).get("community"), members.get(neuron).get("community"),
                        "neuron " + neuron);
            }
        }
        // and every edge has two ends
        Map<String, Object> ends = rows("SELECT sum(degree)::integer AS all, sum(negative_degree)::integer AS negative"
                + " FROM results.community_members WHERE experiment_id = ? AND graph = 'layer'", experiment).get(0);
        assertEquals(2 * (long) layer.get("edges"), (long) (int) ends.get("all"));
        assertEquals(2 * (int) layer.get("negative_edges"), ends.get("negative"));
        // and each community is as enriched as counting says
        List<Map<String, Object>> communities = rows("SELECT * FROM results.communities WHERE experiment_id = ?"
                + " AND graph = 'layer' ORDER BY community", experiment);
        // (none of them of a single neuron: all follow some factor)
        assertEquals(layer.get("communities"), communities.size());
        assertEquals(Experiment.LAYER, communities.stream().mapToInt(row -> (int) row.get("neurons")).sum());
        for (Map<String, Object> community : communities) {
            int size = (int) community.get("neurons");
            int plateau = (int) community.get("plateau_neurons");
            assertEquals(17.0 * size / Experiment.LAYER, (double) community.get("expected"), 1e-12);
            double p = 0;
            for (int k = plateau; k <= Math.min(17, size); k++) {
                p += choose(17, k) * choose(Experiment.LAYER - 17, size - k) / choose(Experiment.LAYER, size);
            }
            // Sums of ratios of binomials in doubles.
            assertEquals(p, (double) community.get("p_value"), 1e-9);
            assertEquals(Math.min(1, p * communities.size()), (double) community.get("p_corrected"), 1e-9);
        }

        // And nine neurons of three factors need more components than controls of one factor
        Map<String, Object> dimensionality = rows("SELECT * FROM results.dimensionality WHERE experiment_id = ?"
                + " AND neuron_group = 'Plateau (Excitatory)'", experiment).get(0);
        assertEquals(9, dimensionality.get("varying_neurons"));
        assertEquals((int) dimensionality.get("components") / 9.0, dimensionality.get("dimensionality"));
        assertEquals(Experiment.CONTROLS, dimensionality.get("controls"));
        assertNull(dimensionality.get("reason"));
        // And the one direction that the excitatory group reads is seen on that side alone
        List<Map<String, Object>> spectra = rows("SELECT side, p_value, p_corrected FROM results.weight_spectra_tests"
                + " WHERE experiment_id = ? AND neuron_group = 'Plateau (Excitatory)' AND measure = 'stable rank'"
                + " ORDER BY side", experiment);
        assertEquals(2.0 / 51, (double) spectra.get(0).get("p_value"), 1e-12);
        assertEquals(8.0 / 51, (double) spectra.get(0).get("p_corrected"), 1e-12);
        assertTrue((double) spectra.get(1).get("p_value") > 0.05);
        assertEquals(2 * 2 * (1 + Experiment.CONTROLS),
                rows("SELECT * FROM results.weight_spectra WHERE experiment_id = ?", experiment).size());
        assertEquals(2 * Experiment.CONTROLS,
                rows("SELECT * FROM results.control_modularities WHERE experiment_id = ?", experiment).size());
        // And each column of each view says what it is
        assertEquals(List.of(), uncommented());
    }

    @Test
    void withoutWeightsAndLayerThereIsStillATable() throws SQLException {
        Experiment experiment = new Experiment(1, 300,
                ",\"weightSpectra\":false,\"laplacian\":\"signed\",\"layerRuns\":0");
        send(experiment.plateau());
        send(experiment.block(0));
        completed(experiment);
        assertEquals(3, rows("SELECT * FROM results.table_1 WHERE experiment_id = ?", experiment).size());
        for (String view : List.of("layer_graphs", "weight_spectra", "weight_spectra_tests")) {
            assertEquals(List.of(), rows("SELECT * FROM results." + view + " WHERE experiment_id = ?", experiment));
        }
    }

    @Test
    void tooFewContextsForOneObservationEachFailTheExperiment() {
        Experiment experiment = new Experiment(1, 300, ",\"onePerContext\":true");
        send(experiment.block(0));
        sendWeights(experiment);
        send(experiment.plateau());
        assertEquals("the blocks of activations hold 5 contexts with observations; with graph.onePerContext a"
                + " correlation graph needs at least 200: raise tokens.count", failure(experiment));
    }

    @Test
    void groupsTooSmallAreReportedNotTested() throws SQLException {
        Experiment experiment = new Experiment(1, 300);
        sendWeights(experiment);
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
    void aPlateauWithoutNeuronsIsReportedNotTested() throws SQLException {
        // Given that no neuron has an influence
        Experiment experiment = new Experiment(1, 300);
        sendWeights(experiment);
        send(experiment.block(0));
        send(experiment.plateau(List.of(), List.of()));

        AnalysisCompleted completed = completed(experiment);

        assertEquals("not testable", completed.getVerdict().getOutcome());
        for (Map<String, Object> row : rows("SELECT * FROM results.table_1 WHERE experiment_id = ?", experiment)) {
            assertNotNull(row.get("reason"));
        }
        // and the layer's communities are there all the same
        Map<String, Object> layer = rows("SELECT * FROM results.layer_graphs WHERE experiment_id = ?", experiment)
                .get(0);
        assertTrue((int) layer.get("communities") > 0);
        assertNull(layer.get("p_concentration"));
        assertEquals("the plateau has 0 neurons; at least 2 are needed", layer.get("reason"));
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
        sendWeights(experiment);
        send(experiment.plateau());
        send(experiment.block(0));
        send(experiment.block(1));
        assertEquals("the blocks of activations hold 120 observations; a correlation graph needs at least 200: raise "
                + "tokens.count or graph.observations", failure(experiment));
    }

    @Test
    void aPlateauBeyondTheLayerFailsTheExperiment() {
        Experiment experiment = new Experiment(1, 300);
        sendWeights(experiment);
        send(experiment.block(0));
        send(experiment.plateau(List.of(1, 2, 3, 80), List.of()));
        assertEquals("the plateau names neuron 80 but the activations have 80 neurons, 0 … 79", failure(experiment));
    }

    @Test
    void workThatIsNotOfThePlanFailsTheExperiment() {
        Experiment experiment = new Experiment(1, 300);
        sendWeights(experiment);
        send(experiment.block(0));
        send(experiment.plateau());
        completed(experiment);
        // Block 8 of 9 is not in the ledger, as the plan has eight.
        send(new GraphWork(experiment.id, 8, 9, Sign.INHIBITORY, 51, 25));
        assertEquals(
                "work item 8 of 9 asks for 25 sets of the INHIBITORY group from set 51; the experiment's plan of 8 items"
                        + " has no such item",
                failure(experiment));
    }

    private void send(ActivationsCaptured block) {
        broker.send(Topic.ACTIVATIONS, block, "inference", block.getExperimentId(), "activations/" + block.getBlock());
    }

    private void send(NeuronWeightsCaptured block) {
        broker.send(Topic.NEURON_WEIGHTS, block, "inference", block.getExperimentId(), "weights/" + block.getBlock());
    }

    private void sendWeights(Experiment experiment) {
        send(experiment.weights(0));
        send(experiment.weights(1));
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

    private static double choose(int n, int k) {
        double product = k < 0 || k > n ? 0 : 1;
        for (int i = 1; i <= k; i++) {
            product *= (double) (n - k + i) / i;
        }
        return product;
    }

    /** Columns of this service's views that have no comment. */
    private List<String> uncommented() throws SQLException {
        try (var connection = database.getConnection();
                var result = connection.createStatement().executeQuery("SELECT c.relname || '.' || a.attname"
                        + " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                        + " WHERE c.relnamespace = 'results'::regnamespace AND c.relkind = 'v' AND a.attnum > 0"
                        + " AND c.relowner = current_user::regrole AND col_description(c.oid, a.attnum) IS NULL")) {
            List<String> names = new ArrayList<>();
            while (result.next()) {
                names.add(result.getString(1));
            }
            return names;
        }
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
