package io.plateau.graph.store;

import java.util.List;
import java.util.function.IntUnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.graph.community.StrongestEdges;
import io.plateau.runtime.store.BulkWriter;

/** The strongest edges of the groups' graphs and of the layer's. */
@ApplicationScoped
public class GraphEdgeRepository {
    private static final String LAYER = "LAYER";

    private final BulkWriter writer;

    GraphEdgeRepository(BulkWriter writer) {
        this.writer = writer;
    }

    /** Inside the caller's transaction: of a group itself, not of its controls. */
    public void write(String experimentId, AnalysedSet group) {
        int[] neurons = group.analysis().neurons();
        write(experimentId, group.group().name(), group.analysis().strongest(), vertex -> neurons[vertex]);
    }

    /** Inside the caller's transaction. */
    public void writeLayer(String experimentId, StrongestEdges edges) {
        write(experimentId, LAYER, edges, IntUnaryOperator.identity());
    }

    private void write(String experimentId, String group, StrongestEdges strongest, IntUnaryOperator neuron) {
        writer.write("graph_edge", List.of("experiment_id", "neuron_group", "neuron", "other", "correlation"),
                strongest.edges().stream().map(edge -> {
                    int first = neuron.applyAsInt(edge.first());
                    int second = neuron.applyAsInt(edge.second());
                    return new Object[]{experimentId, group, Math.min(first, second), Math.max(first, second),
                            edge.weight()};
                }));
    }
}
