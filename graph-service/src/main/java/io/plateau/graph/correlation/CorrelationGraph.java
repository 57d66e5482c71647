package io.plateau.graph.correlation;

import java.util.ArrayList;
import java.util.List;

import org.jgrapht.Graph;
import org.jgrapht.alg.util.Triple;
import org.jgrapht.graph.SimpleWeightedGraph;
import org.jgrapht.opt.graph.sparse.SparseIntUndirectedWeightedGraph;
import org.jgrapht.util.SupplierUtil;

/** The signed graph of a set of neurons: vertex i is the set's i-th neuron, an edge's weight a correlation. */
public final class CorrelationGraph {
    private CorrelationGraph() {
    }

    /**
     * @param correlation n, n, symmetric
     * @param threshold an edge is kept where |w| is greater, strictly
     */
    public static Graph<Integer, Integer> of(double[][] correlation, double threshold) {
        List<Triple<Integer, Integer, Double>> edges = new ArrayList<>();
        for (int i = 0; i < correlation.length; i++) {
            for (int j = i + 1; j < correlation.length; j++) {
                double weight = correlation[i][j];
                if (Math.abs(weight) > threshold) {
                    edges.add(Triple.of(i, j, weight));
                }
            }
        }
        return edges.isEmpty()
                ? withoutEdges(correlation.length)
                : new SparseIntUndirectedWeightedGraph(correlation.length, edges);
    }

    /** JGraphT's sparse graphs must have an edge. */
    private static Graph<Integer, Integer> withoutEdges(int vertices) {
        Graph<Integer, Integer> graph = new SimpleWeightedGraph<>(null, SupplierUtil.createIntegerSupplier());
        for (int i = 0; i < vertices; i++) {
            graph.addVertex(i);
        }
        return graph;
    }
}
