package io.plateau.graph.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/** What is found beside the groups: the whole layer's communities, dimensionality and weight spectra. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "graph"))
class LayerAndSpectraTest extends ServiceTestBase {

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
        // and the strongest edges are kept, of the layer and of each group
        for (Map<String, Object> graph : rows("SELECT neuron_group, count(*) AS edges, min(abs(correlation)) AS least"
                + " FROM results.graph_edges WHERE experiment_id = ? GROUP BY neuron_group", experiment)) {
            Object group = graph.get("neuron_group");
            long all = group == null
                    ? (long) layer.get("edges")
                    : (int) rows("SELECT edges FROM results.neuron_sets WHERE experiment_id = ? AND set_index = 0"
                            + " AND neuron_group = '" + group + "'", experiment).get(0).get("edges");
            assertEquals(Math.min(2_000, all), graph.get("edges"), () -> "edges of " + group);
            assertTrue((double) graph.get("least") > 0.1, graph::toString);
        }
        assertEquals(3L,
                rows("SELECT count(DISTINCT coalesce(neuron_group, 'layer')) AS graphs FROM results.graph_edges"
                        + " WHERE experiment_id = ?", experiment).get(0).get("graphs"));
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
}
