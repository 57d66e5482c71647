package io.plateau.graph.community;

import java.util.Random;

import org.jgrapht.Graph;

import io.plateau.graph.correlation.CorrelationGraph;

/** Graphs for the tests. */
final class TestGraphs {
    private TestGraphs() {
    }

    /** Weights uniform over (lowest, 1), each pair an edge with the given probability. */
    static Graph<Integer, Integer> random(int vertices, double density, double lowest, long seed) {
        Random random = new Random(seed);
        double[][] weights = new double[vertices][vertices];
        for (int i = 0; i < vertices; i++) {
            for (int j = i + 1; j < vertices; j++) {
                weights[i][j] = random.nextDouble() < density ? lowest + (1 - lowest) * random.nextDouble() : 0;
            }
        }
        return of(weights);
    }

    /** Edges where the upper triangle is not 0. */
    static Graph<Integer, Integer> of(double[][] weights) {
        int n = weights.length;
        double[][] symmetric = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                symmetric[i][j] = weights[i][j];
                symmetric[j][i] = weights[i][j];
            }
        }
        return CorrelationGraph.of(symmetric, 0);
    }

    /** n, n, symmetric. */
    static double[][] matrix(Graph<Integer, Integer> graph) {
        int n = graph.vertexSet().size();
        double[][] weights = new double[n][n];
        for (Integer edge : graph.edgeSet()) {
            int i = graph.getEdgeSource(edge);
            int j = graph.getEdgeTarget(edge);
            weights[i][j] = graph.getEdgeWeight(edge);
            weights[j][i] = weights[i][j];
        }
        return weights;
    }
}
