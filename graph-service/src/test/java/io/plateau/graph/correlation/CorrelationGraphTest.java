package io.plateau.graph.correlation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.UnprocessableException;

class CorrelationGraphTest {

    @Test
    void keepsCorrelationsStrictlyBeyondTheThreshold() {
        double[][] correlation = {{1, 0.1, -0.11}, {0.1, 1, 0.5}, {-0.11, 0.5, 1}};

        var graph = CorrelationGraph.of(correlation, 0.1);

        assertEquals(3, graph.vertexSet().size());
        assertEquals(2, graph.edgeSet().size());
        assertFalse(graph.containsEdge(0, 1));
        assertEquals(-0.11, graph.getEdgeWeight(graph.getEdge(0, 2)));
        assertEquals(0.5, graph.getEdgeWeight(graph.getEdge(1, 2)));
    }

    @Test
    void canHaveNoEdgesAndNoVertices() {
        assertEquals(0, CorrelationGraph.of(new double[][]{{1, 0}, {0, 1}}, 0.1).edgeSet().size());
        assertEquals(0, CorrelationGraph.of(new double[0][0], 0.1).vertexSet().size());
    }

    @Test
    void fewerThan200ObservationsAreRefused() {
        Observations.requireEnough(200);
        var refusal = assertThrows(UnprocessableException.class, () -> Observations.requireEnough(199));
        assertEquals("the blocks of activations hold 199 observations; a correlation graph needs at least 200: raise "
                + "tokens.count or graph.observations", refusal.getMessage());
    }
}
