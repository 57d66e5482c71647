package io.plateau.graph.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** Groups that no test is for, and observations without structure, are results with their reason. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
class UntestableGroupsTest extends ServiceTestBase {

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
    void substitutesAreNamed() throws SQLException {
        Experiment found = new Experiment(1, 300);
        Experiment empty = new Experiment(1, 300);
        for (Experiment experiment : List.of(found, empty)) {
            sendWeights(experiment);
            send(experiment.block(0));
        }
        send(found.plateau(List.of(1, 2, 3), List.of()));
        send(empty.substitutes());
        assertFalse(completed(found).getVerdict().getSummary().contains("No plateau was found"));
        assertTrue(completed(empty).getVerdict().getSummary().contains("No plateau was found"));

        for (String view : List.of("table_1", "layer_graphs", "communities")) {
            String rules = "SELECT DISTINCT plateau_rule FROM results." + view + " WHERE experiment_id = ?";
            assertEquals(List.of(Map.of("plateau_rule", "flat")), rows(rules, found), view);
            assertEquals(List.of(Map.of("plateau_rule", "top-k")), rows(rules, empty), view);
        }
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
    void activationsThatNeverVaryHaveNoEdgesAndAMissingSignHasNoTest() throws SQLException {
        // Given constant activations and a plateau of one sign
        Experiment experiment = new Experiment(1, 300);
        sendWeights(experiment);
        ActivationsCaptured block = experiment.block(0);
        send(new ActivationsCaptured(experiment.id, block.getSpecification(), 0, 1, block.getPositions(),
                block.getObservation(), Tensors.encode(new float[300 * Experiment.LAYER], 300, Experiment.LAYER), 5));
        send(experiment.plateau(Experiment.EXCITATORY, List.of()));

        completed(experiment);

        // Then graphs without edges have modularity 0, as all controls have, and the rows say so
        List<Map<String, Object>> table = rows(
                "SELECT * FROM results.table_1 WHERE experiment_id = ? ORDER BY neuron_group", experiment);
        assertEquals(0.0, table.get(0).get("signed_modularity"));
        assertEquals(9.0, table.get(0).get("communities"));
        assertEquals(1.0, table.get(0).get("p_value"));
        assertNull(table.get(0).get("cohens_d"));
        assertEquals("neither the bootstraps nor the controls vary: no effect size", table.get(0).get("reason"));
        assertEquals("the group has 0 neurons; at least 4 are needed", table.get(1).get("reason"));
        List<Map<String, Object>> sets = rows(
                "SELECT * FROM results.neuron_sets WHERE experiment_id = ? AND neuron_group = 'Excitatory'",
                experiment);
        assertFalse(sets.isEmpty());
        for (Map<String, Object> set : sets) {
            assertTrue(set.get("reason").toString().startsWith("no edge exceeds the threshold"), set.toString());
            // and why they have no dimensionality either
            assertTrue(set.get("reason").toString().endsWith("; none of the 9 neurons' activations vary"),
                    set.toString());
        }
        Map<String, Object> layer = rows("SELECT * FROM results.layer_graphs WHERE experiment_id = ?", experiment)
                .get(0);
        assertEquals(0L, layer.get("edges"));
        assertEquals(Experiment.LAYER, layer.get("constant_neurons"));
        for (Map<String, Object> row : rows("SELECT * FROM results.dimensionality WHERE experiment_id = ?",
                experiment)) {
            assertNull(row.get("dimensionality"));
            assertNotNull(row.get("reason"));
        }
        // and no number anywhere is none
        assertEquals(List.of(), notFinite(experiment));
    }
}
