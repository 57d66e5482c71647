package io.plateau.graph.community;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.jgrapht.Graph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.graph.community.StrongestEdges.Edge;
import io.plateau.graph.correlation.CorrelationGraph;

class StrongestEdgesTest {
    /** Fewer edges than are kept, and more, of which many are equally strong. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 60, 120})
    void theyAreThoseThatSortingFinds(int vertices) {
        Random random = new Random(vertices);
        double[][] weight = new double[vertices][vertices];
        DenseGraph dense = new DenseGraph(vertices);
        List<Edge> all = new ArrayList<>();
        for (int i = 0; i < vertices; i++) {
            for (int j = i + 1; j < vertices; j++) {
                weight[i][j] = (random.nextInt(17) - 8) / 8.0;
                weight[j][i] = weight[i][j];
                if (Math.abs(weight[i][j]) > 0.2) {
                    dense.connect(i, j, weight[i][j]);
                    all.add(new Edge(i, j, weight[i][j]));
                }
            }
        }
        // Stable: of equal ones that of the smaller vertices stays in front.
        all.sort(Comparator.comparingDouble(edge -> -Math.abs(edge.weight())));
        List<Edge> expected = all.stream().limit(StrongestEdges.MOST).toList();
        Graph<Integer, Integer> graph = CorrelationGraph.of(weight, 0.2);

        assertEquals(expected, StrongestEdges.of(graph).edges());
        List<Edge> found = StrongestEdges.of(dense).edges();
        assertEquals(expected.size(), found.size());
        for (int e = 0; e < found.size(); e++) {
            assertEquals(expected.get(e).first(), found.get(e).first());
            assertEquals(expected.get(e).second(), found.get(e).second());
            // A dense graph keeps sixteen bits of a weight
            assertEquals(expected.get(e).weight(), found.get(e).weight(), 1e-4);
        }
    }
}
