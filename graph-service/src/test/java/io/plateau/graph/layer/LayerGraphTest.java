package io.plateau.graph.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.jgrapht.Graph;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.specification.GraphSpecification.Objective;
import io.plateau.graph.SyntheticActivations;
import io.plateau.graph.community.DenseGraph;
import io.plateau.graph.community.SignedGraph;
import io.plateau.graph.community.SignedLouvain;
import io.plateau.graph.community.SparseGraph;
import io.plateau.graph.correlation.CorrelationGraph;
import io.plateau.graph.correlation.PearsonCorrelation;

class LayerGraphTest {
    private static final long PLENTY = 1L << 30;

    @Test
    void hasTheEdgesOfTheSmallGraphsTwin() {
        float[][] activations = planted(300, 250);
        activations[17] = new float[250];
        var expected = CorrelationGraph.of(PearsonCorrelation.of(activations), 0.2);

        LayerGraph layer = LayerGraph.of(300, 250, () -> activations, 0.2, PLENTY);

        SparseGraph graph = assertInstanceOf(SparseGraph.class, layer.graph());
        assertEquals(expected.edgeSet().size(), layer.edges());
        assertEquals(layer.edges(), graph.degrees().edges());
        assertEquals(1, layer.constantNeurons());
        assertEquals(0, graph.degrees().all()[17]);
        assertSame(expected, graph);
    }

    @Test
    void aLargeGraphOfManyPairsIsAMatrixWithTheSameEdges() {
        int n = 1_100;
        float[][] activations = planted(n, 200);
        activations[17] = new float[200];
        double[][] expected = PearsonCorrelation.of(activations);

        LayerGraph layer = LayerGraph.of(n, 200, () -> activations, 0.001, PLENTY);

        DenseGraph graph = assertInstanceOf(DenseGraph.class, layer.graph());
        assertInstanceOf(SparseGraph.class, LayerGraph.of(n, 200, () -> activations, 0.4, PLENTY).graph());
        long ends = 0;
        for (int i = 0; i < n; i++) {
            double[] row = expected[i];
            row[i] = 0;
            ends += Arrays.stream(row).filter(w -> Math.abs(w) > 0.001).count();
            // Weights to half of the unit of 1/32,767
            graph.forEachNeighbour(i, (neighbour, weight) -> assertEquals(row[neighbour], weight, 0.51 / 32_767));
        }
        assertEquals(ends, 2 * layer.edges());
        assertEquals(layer.edges(), graph.degrees().edges());
        assertEquals(0, graph.degrees().all()[17]);
    }

    private static void assertSame(Graph<Integer, Integer> expected, SignedGraph graph) {
        long negative = 0;
        for (int i = 0; i < graph.vertices(); i++) {
            int vertex = i;
            graph.forEachNeighbour(i, (neighbour, weight) -> assertEquals(
                    (float) expected.getEdgeWeight(expected.getEdge(vertex, neighbour)), weight));
        }
        for (Integer edge : expected.edgeSet()) {
            negative += expected.getEdgeWeight(edge) < 0 ? 1 : 0;
        }
        assertEquals(negative, graph.degrees().negativeEdges());
    }

    @Test
    void aGraphAboveTheLimitIsRefusedBeforeItIsHeld() {
        float[][] activations = planted(100, 200);
        LayerGraph whole = of(activations, PLENTY);
        assertEquals(LayerGraph.observedBytes(100, 200) + LayerGraph.graphBytes(100, whole.edges()), whole.bytes());

        LayerGraph refused = of(activations, whole.bytes() - 1);

        assertNull(refused.graph());
        assertEquals(whole.edges(), refused.edges());
        assertEquals("the layer's graph of " + whole.edges() + " edges needs 1 MiB; this service may use 0 MiB for it:"
                + " raise graph.threshold, or plateau.graph.layer-memory-mib and the heap", refused.reason());
        assertEquals(refused.reason(), LayerRuns.of(refused, Objective.SIGNED, 0, 5, 1).reason());
        // And activations that alone are too many are not even read
        LayerGraph unread = LayerGraph.of(6_400, 100_000, () -> fail("must not be read"), 0.1, 48 << 20);
        assertEquals("the layer's graph needs at least 2442 MiB; this service may use 48 MiB for it: raise"
                + " graph.threshold, or plateau.graph.layer-memory-mib and the heap", unread.reason());
    }

    @Test
    void partsOfTheRunsComeToTheSameAsAllAtOnce() {
        LayerGraph graph = of(planted(200, 200), PLENTY);
        SignedLouvain.Best all = new SignedLouvain(graph.graph(), Objective.SIGNED, 7, 3).best();

        LayerResult result = LayerResult.of(List.of(LayerRuns.of(graph, Objective.SIGNED, 0, 5, 3),
                LayerRuns.of(graph, Objective.SIGNED, 5, 2, 3)), new int[]{1, 2, 3}, 19, 1);

        assertEquals(7, result.runs());
        assertEquals(all.share(), result.shareBest());
        assertArrayEquals(all.partition().membership(), result.best().membership());
        assertEquals(all.objective(), result.best().signedModularity(), 1e-12);
    }

    @Test
    void plantedCommunitiesOfALayerAreRecovered() {
        // Given 300 neurons of six factors, loading 0.8, half of each factor's neurons opposed to it
        int[] community = IntStream.range(0, 300).map(n -> n % 6).toArray();
        int[] sign = IntStream.range(0, 300).map(n -> n / 6 % 2 == 0 ? 1 : -1).toArray();
        float[][] activations = SyntheticActivations.of(community, 0.8, sign, 1_000, 9);

        LayerRuns runs = LayerRuns.of(LayerGraph.of(300, 1_000, () -> activations, 0.3, PLENTY), Objective.SIGNED, 0, 3,
                1);

        // Then each factor parts into those that follow and those that oppose it
        for (int n = 0; n < 300; n++) {
            assertEquals(runs.membership()[n % 12], runs.membership()[n], "neuron " + n);
        }
        for (int n = 0; n < 6; n++) {
            assertTrue(runs.membership()[n] != runs.membership()[n + 6]);
        }
    }

    @Test
    void aLayerWithoutEdgesIsAllAlone() {
        LayerRuns runs = LayerRuns.of(of(new float[5][200], PLENTY), Objective.SIGNED, 0, 2, 1);
        assertEquals(0, runs.edges());
        assertEquals(5, runs.constantNeurons());
        assertEquals(0, runs.signedModularity());
        assertArrayEquals(new int[]{0, 1, 2, 3, 4}, runs.membership());
    }

    private static LayerGraph of(float[][] activations, long limit) {
        return LayerGraph.of(activations.length, activations[0].length, () -> activations, 0.1, limit);
    }

    private static float[][] planted(int neurons, int observations) {
        int[] community = IntStream.range(0, neurons).map(n -> n % 7 - 1).toArray();
        int[] sign = IntStream.range(0, neurons).map(n -> n % 2 == 0 ? 1 : -1).toArray();
        return SyntheticActivations.of(community, 0.6, sign, observations, 11);
    }
}
