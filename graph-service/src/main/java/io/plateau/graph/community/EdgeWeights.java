package io.plateau.graph.community;

import org.jgrapht.Graph;

/**
 * The weights of a graph, all divided by one power of two so that the largest size lies in [1, 2): no sum of them
 * overflows and no reciprocal of a sum does. The division is exact, and every objective is the same for weights in any
 * unit. Only weights some 10³⁰⁰ times smaller than the largest lose digits.
 */
final class EdgeWeights<E> {
    private final Graph<Integer, E> graph;
    private final int exponent;

    /** @throws IllegalArgumentException when a weight is not finite */
    EdgeWeights(Graph<Integer, E> graph) {
        this.graph = graph;
        double largest = 0;
        for (E edge : graph.edgeSet()) {
            double weight = graph.getEdgeWeight(edge);
            if (!Double.isFinite(weight)) {
                throw new IllegalArgumentException(
                        "the edge between " + graph.getEdgeSource(edge) + " and " + graph.getEdgeTarget(edge)
                                + " has weight " + weight + "; it must be finite");
            }
            largest = Math.max(largest, Math.abs(weight));
        }
        exponent = largest > 0 ? exponent(largest) : 0;
    }

    double of(E edge) {
        return Math.scalb(graph.getEdgeWeight(edge), -exponent);
    }

    /** The library has no digits of subnormal numbers. */
    private static int exponent(double value) {
        return value < Double.MIN_NORMAL
                ? Math.getExponent(value * 0x1p100) - 100
                : Math.getExponent(value);
    }
}
