package io.plateau.graph.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.GraphWork;
import io.plateau.contracts.event.Sign;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Blocks, plateau and weights in any order make one table, the same to the bit. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
class GraphServiceTest extends ServiceTestBase {

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
}
