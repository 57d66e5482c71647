package io.plateau.graph.correlation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
        Observations.requireEnough(200, false);
        var refusal = assertThrows(UnprocessableException.class, () -> Observations.requireEnough(199, false));
        assertEquals("the blocks of activations hold 199 observations; a correlation graph needs at least 200: raise "
                + "tokens.count or graph.observations", refusal.getMessage());
    }

    @Test
    void observationsThatAreNotFiniteAreRefused() {
        var refusal = assertThrows(UnprocessableException.class, () -> new Observations(new int[]{0, 0},
                new int[]{3, 8}, new float[][]{{1, 2}, {1, Float.NaN}}));
        assertEquals("neuron 8 has activation NaN at observation 1; every activation must be a finite number",
                refusal.getMessage());
        assertThrows(UnprocessableException.class,
                () -> new Observations(new int[1], new int[1], new float[][]{{Float.NEGATIVE_INFINITY}}));
    }

    @Test
    void onePerContextKeepsOneOfEach() {
        int[] contexts = {4, 4, 9, 4, 9, 2};
        float[] rows = {0, 1, 2, 3, 4, 5};
        Observations all = new Observations(contexts, new int[]{7}, new float[][]{rows});
        int[] drawn = new int[6];
        for (int seed = 0; seed < 3_000; seed++) {
            Observations kept = all.onePerContext(seed);
            assertArrayEquals(new int[]{2, 4, 9}, kept.contexts());
            for (float row : kept.activations()[0]) {
                drawn[(int) row]++;
            }
        }
        // Of 3,000: one of three (sd 26), one of two (sd 27), the only one; five sd.
        for (int p : new int[]{0, 1, 3}) {
            assertEquals(1_000, drawn[p], 130);
        }
        assertEquals(1_500, drawn[2], 137);
        assertEquals(3_000, drawn[5]);
        assertEquals(3, all.distinctContexts());
    }
}
