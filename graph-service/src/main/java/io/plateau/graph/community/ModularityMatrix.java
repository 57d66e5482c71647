package io.plateau.graph.community;

import java.util.Arrays;

import org.jgrapht.Graph;
import org.jgrapht.GraphTests;

import io.plateau.contracts.specification.GraphSpecification.Objective;

/**
 * The matrix B whose sum over pairs of one community is an objective:
 * {@code B_ij = A_ij − a_i a_j + r_i r_j}, with A sparse and two rank-one terms.
 *
 * <p>
 * Every objective has this form. With {@code k±} the strengths of the positive and negative part and
 * {@code 2m±} their sums, signed modularity (Eq. 7) has {@code A = A⁺/2m⁺ − A⁻/2m⁻}, {@code a = k⁺/2m⁺},
 * {@code r = k⁻/2m⁻}; a modularity of one part (Eq. 6) has {@code r = 0}. A part without edges adds nothing.
 *
 * <p>
 * The diagonal of A is kept apart, as moving a vertex never changes it.
 */
final class ModularityMatrix {
    final int vertices;
    final Rows rows;
    final double[] diagonal;
    /** a: what a community's vertices attract by chance and so are discounted for. */
    final double[] attraction;
    /** r: what they repel by chance and so are credited for. */
    final double[] repulsion;

    private ModularityMatrix(Rows rows, double[] diagonal, double[] attraction, double[] repulsion) {
        this.vertices = attraction.length;
        this.rows = rows;
        this.diagonal = diagonal;
        this.attraction = attraction;
        this.repulsion = repulsion;
    }

    static ModularityMatrix of(SignedGraph graph, Objective objective) {
        int n = graph.vertices();
        double[] attraction = new double[n];
        double[] repulsion = new double[n];
        double total = 0;
        double totalNegative = 0;
        for (int i = 0; i < n; i++) {
            int vertex = i;
            graph.forEachNeighbour(i, (neighbour, weight) -> {
                attraction[vertex] += kept(weight, objective);
                repulsion[vertex] += opposed(weight, objective);
            });
            total += attraction[i];
            totalNegative += repulsion[i];
        }
        scale(attraction, total);
        scale(repulsion, totalNegative);
        double positive = total > 0 ? 1 / total : 0;
        double negative = switch (objective) {
            case SIGNED -> totalNegative > 0 ? 1 / totalNegative : 0;
            case ABSOLUTE -> -positive;
            case POSITIVE -> 0;
        };
        return new ModularityMatrix(graph.rows(positive, negative), new double[n], attraction, repulsion);
    }

    /** @throws IllegalArgumentException when the graph is directed or its vertices are not 0 … n − 1 */
    static <E> ModularityMatrix of(Graph<Integer, E> graph, Objective objective) {
        GraphTests.requireUndirected(graph);
        int n = graph.vertexSet().size();
        requireNumbered(graph, n);
        EdgeWeights<E> weights = new EdgeWeights<>(graph);
        int[] offset = new int[n + 1];
        double[] attraction = new double[n];
        double[] repulsion = new double[n];
        double[] diagonal = new double[n];
        double total = 0;
        double totalNegative = 0;
        for (E edge : graph.edgeSet()) {
            int i = graph.getEdgeSource(edge);
            int j = graph.getEdgeTarget(edge);
            double weight = weights.of(edge);
            double kept = kept(weight, objective);
            // A loop adds to both ends of the one vertex, as in JGraphT and Eq. 6 with A_ii = 2w.
            attraction[i] += kept;
            attraction[j] += kept;
            total += 2 * kept;
            double opposed = opposed(weight, objective);
            repulsion[i] += opposed;
            repulsion[j] += opposed;
            totalNegative += 2 * opposed;
            if (i != j) {
                offset[i + 1]++;
                offset[j + 1]++;
            }
        }
        for (int i = 0; i < n; i++) {
            offset[i + 1] += offset[i];
        }
        scale(attraction, total);
        scale(repulsion, totalNegative);
        int[] next = offset.clone();
        int[] column = new int[offset[n]];
        double[] value = new double[offset[n]];
        for (E edge : graph.edgeSet()) {
            int i = graph.getEdgeSource(edge);
            int j = graph.getEdgeTarget(edge);
            double weight = weights.of(edge);
            double kept = kept(weight, objective);
            double scaled = kept > 0
                    ? kept / total
                    : objective == Objective.SIGNED && weight < 0 ? weight / totalNegative : 0;
            if (i == j) {
                diagonal[i] += 2 * scaled;
            } else {
                column[next[i]] = j;
                value[next[i]++] = scaled;
                column[next[j]] = i;
                value[next[j]++] = scaled;
            }
        }
        return new ModularityMatrix(new Rows.OfDoubles(offset, column, value), diagonal, attraction, repulsion);
    }

    /** The sum of B over the pairs of one community; 0 for a graph without edges. */
    double modularity(int[] membership) {
        double[] attracted = new double[vertices];
        double[] repelled = new double[vertices];
        double sum = 0;
        for (int i = 0; i < vertices; i++) {
            attracted[membership[i]] += attraction[i];
            repelled[membership[i]] += repulsion[i];
            sum += diagonal[i] + rows.within(i, membership, membership[i]);
        }
        for (int c = 0; c < vertices; c++) {
            sum += repelled[c] * repelled[c] - attracted[c] * attracted[c];
        }
        return sum;
    }

    /** The matrix of the graph whose vertices are the communities 0 … communities − 1. */
    ModularityMatrix aggregate(int[] membership, int communities) {
        double[] attracted = new double[communities];
        double[] repelled = new double[communities];
        double[] inside = new double[communities];
        int[] first = new int[communities + 1];
        for (int i = 0; i < vertices; i++) {
            attracted[membership[i]] += attraction[i];
            repelled[membership[i]] += repulsion[i];
            inside[membership[i]] += diagonal[i];
            first[membership[i] + 1]++;
        }
        for (int c = 0; c < communities; c++) {
            first[c + 1] += first[c];
        }
        int[] members = new int[vertices];
        int[] next = first.clone();
        for (int i = 0; i < vertices; i++) {
            members[next[membership[i]]++] = i;
        }
        int[] offsets = new int[communities + 1];
        int[] columns = new int[0];
        double[] values = new double[0];
        double[] gathered = new double[communities];
        int filled = 0;
        for (int c = 0; c < communities; c++) {
            for (int m = first[c]; m < first[c + 1]; m++) {
                rows.gather(members[m], membership, gathered);
            }
            inside[c] += gathered[c];
            gathered[c] = 0;
            if (values.length - filled < communities) {
                // Never by less than half: the copies stay few, and no more than half is ever spare.
                int grown = Math.max(filled + communities, values.length + values.length / 2);
                columns = Arrays.copyOf(columns, grown);
                values = Arrays.copyOf(values, grown);
            }
            for (int d = 0; d < communities; d++) {
                if (gathered[d] != 0) {
                    columns[filled] = d;
                    values[filled++] = gathered[d];
                    gathered[d] = 0;
                }
            }
            offsets[c + 1] = filled;
        }
        return new ModularityMatrix(new Rows.OfDoubles(offsets, columns, values), inside, attracted, repelled);
    }

    private static <E> void requireNumbered(Graph<Integer, E> graph, int n) {
        for (int i = 0; i < n; i++) {
            if (!graph.containsVertex(i)) {
                throw new IllegalArgumentException("the graph has " + n + " vertices but " + i
                        + " is none of them; vertices must be numbered from 0");
            }
        }
    }

    private static double kept(double weight, Objective objective) {
        return objective == Objective.ABSOLUTE ? Math.abs(weight) : Math.max(0, weight);
    }

    private static double opposed(double weight, Objective objective) {
        return objective == Objective.SIGNED ? Math.max(0, -weight) : 0;
    }

    private static void scale(double[] strengths, double total) {
        for (int i = 0; total > 0 && i < strengths.length; i++) {
            strengths[i] /= total;
        }
    }
}
