package io.plateau.graph.community;

import java.util.Arrays;
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

    /** The same graph in compressed rows. */
    static SparseGraph compressed(Graph<Integer, Integer> graph) {
        return compressed(matrix(graph));
    }

    /** Edges where a symmetric matrix is not 0. */
    static SparseGraph compressed(double[][] weights) {
        int n = weights.length;
        int[] offset = new int[n + 1];
        int[] column = new int[n * n];
        float[] weight = new float[n * n];
        int filled = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (weights[i][j] != 0) {
                    column[filled] = j;
                    weight[filled++] = (float) weights[i][j];
                }
            }
            offset[i + 1] = filled;
        }
        return new SparseGraph(offset, Arrays.copyOf(column, filled), Arrays.copyOf(weight, filled));
    }

    /** The same as a matrix of 16-bit weights. */
    static DenseGraph dense(double[][] weights) {
        DenseGraph graph = new DenseGraph(weights.length);
        for (int i = 0; i < weights.length; i++) {
            for (int j = i + 1; j < weights.length; j++) {
                if (weights[i][j] != 0) {
                    graph.connect(i, j, weights[i][j]);
                }
            }
        }
        return graph;
    }

    /**
     * A layer's graph: each pair an edge with the given probability, weights of both signs between 0.1 and 0.4, on
     * average positive inside twenty groups of vertices.
     */
    static SparseGraph layer(int vertices, double density, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[vertices][vertices];
        int[] offset = new int[vertices + 1];
        for (int i = 0; i < vertices; i++) {
            for (int j = i + 1; j < vertices; j++) {
                if (random.nextDouble() < density) {
                    float size = 0.1f + 0.3f * random.nextFloat();
                    boolean negative = random.nextDouble() < (i % 20 == j % 20 ? 0.2 : 0.5);
                    rows[i][j] = negative ? -size : size;
                    rows[j][i] = rows[i][j];
                    offset[i + 1]++;
                    offset[j + 1]++;
                }
            }
        }
        for (int i = 0; i < vertices; i++) {
            offset[i + 1] += offset[i];
        }
        int[] column = new int[offset[vertices]];
        float[] weight = new float[offset[vertices]];
        int filled = 0;
        for (int i = 0; i < vertices; i++) {
            for (int j = 0; j < vertices; j++) {
                if (rows[i][j] != 0) {
                    column[filled] = j;
                    weight[filled++] = rows[i][j];
                }
            }
            rows[i] = null;
        }
        return new SparseGraph(offset, column, weight);
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
