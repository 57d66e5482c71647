package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jgrapht.Graph;
import org.jgrapht.alg.matching.KuhnMunkresMinimalWeightBipartitePerfectMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    @Test
    void theCheapestPairingIsNotTheGreedyOne() {
        // Greedily 0–0 (1) leaves 1–1 (9); the other way costs 2 + 3
        int[][] cost = {{1, 2}, {3, 9}};

        assertArrayEquals(new int[]{1, 0}, Assignment.of(2, 2, (r, c) -> cost[r][c]));
    }

    @Test
    void theSumIsThatOfKuhnAndMunkresAndNobodyIsPairedTwice() {
        Random random = new Random(5);
        for (int draw = 0; draw < 60; draw++) {
            int rows = 1 + random.nextInt(12);
            int columns = 1 + random.nextInt(12);
            // Few different costs, as in a matching: many ties
            int[][] cost = new int[rows][columns];
            for (int[] row : cost) {
                Arrays.setAll(row, c -> random.nextInt(5));
            }

            int[] columnOf = Assignment.of(rows, columns, (r, c) -> cost[r][c]);

            Set<Integer> used = new HashSet<>();
            int sum = 0;
            for (int r = 0; r < rows; r++) {
                if (columnOf[r] >= 0) {
                    assertTrue(used.add(columnOf[r]), "a column was used twice");
                    sum += cost[r][columnOf[r]];
                }
            }
            assertEquals(Math.min(rows, columns), used.size());
            assertEquals(kuhnMunkres(cost, rows, columns), sum);
        }
    }

    @Test
    void anEmptySideLeavesEverythingOver() {
        assertArrayEquals(new int[]{-1, -1}, Assignment.of(2, 0, (r, c) -> 1));
        assertArrayEquals(new int[0], Assignment.of(0, 3, (r, c) -> 1));
    }

    /** JGraphT's, over a square filled up with rows or columns of cost 0. */
    private static double kuhnMunkres(int[][] cost, int rows, int columns) {
        int size = Math.max(rows, columns);
        Graph<Integer, DefaultWeightedEdge> graph = new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
        IntStream.range(0, 2 * size).forEach(graph::addVertex);
        for (int r = 0; r < size; r++) {
            for (int c = 0; c < size; c++) {
                graph.setEdgeWeight(graph.addEdge(r, size + c), r < rows && c < columns ? cost[r][c] : 0);
            }
        }
        return new KuhnMunkresMinimalWeightBipartitePerfectMatching<>(graph,
                IntStream.range(0, size).boxed().collect(Collectors.toSet()),
                IntStream.range(size, 2 * size).boxed().collect(Collectors.toSet())).getMatching()
                .getWeight();
    }
}
