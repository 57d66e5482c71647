package io.plateau.graph.community;

import org.jgrapht.Graph;

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
 * A is stored by rows (compressed): row i is {@code column, value [offset[i] … offset[i + 1])}, its diagonal
 * apart, as moving a vertex never changes it.
 */
final class ModularityMatrix {
    final int vertices;
    final int[] offset;
    final int[] column;
    final double[] value;
    final double[] diagonal;
    /** a: what a community's vertices attract by chance and so are discounted for. */
    final double[] attraction;
    /** r: what they repel by chance and so are credited for. */
    final double[] repulsion;

    ModularityMatrix(int vertices, int[] offset, int[] column, double[] value, double[] diagonal,
            double[] attraction, double[] repulsion) {
        this.vertices = vertices;
        this.offset = offset;
        this.column = column;
        this.value = value;
        this.diagonal = diagonal;
        this.attraction = attraction;
        this.repulsion = repulsion;
    }

    static <E> ModularityMatrix of(Graph<Integer, E> graph, Objective objective) {
        int n = graph.vertexSet().size();
        int[] offset = new int[n + 1];
        double[] attraction = new double[n];
        double[] repulsion = new double[n];
        double[] diagonal = new double[n];
        double total = 0;
        double totalNegative = 0;
        for (E edge : graph.edgeSet()) {
            int i = graph.getEdgeSource(edge);
            int j = graph.getEdgeTarget(edge);
            double weight = graph.getEdgeWeight(edge);
            double kept = kept(weight, objective);
            // A loop adds to both ends of the one vertex, as in JGraphT and Eq. 6 with A_ii = 2w.
            attraction[i] += kept;
            attraction[j] += kept;
            total += 2 * kept;
            double negative = objective == Objective.SIGNED ? Math.max(0, -weight) : 0;
            repulsion[i] += negative;
            repulsion[j] += negative;
            totalNegative += 2 * negative;
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
            double weight = graph.getEdgeWeight(edge);
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
        return new ModularityMatrix(n, offset, column, value, diagonal, attraction, repulsion);
    }

    /** The sum of B over the pairs of one community; 0 for a graph without edges. */
    double modularity(int[] membership) {
        double[] attracted = new double[vertices];
        double[] repelled = new double[vertices];
        double sum = 0;
        for (int i = 0; i < vertices; i++) {
            attracted[membership[i]] += attraction[i];
            repelled[membership[i]] += repulsion[i];
            sum += diagonal[i];
            for (int e = offset[i]; e < offset[i + 1]; e++) {
                if (membership[column[e]] == membership[i]) {
                    sum += value[e];
                }
            }
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
        int[] rows = new int[communities + 1];
        int[] columns = new int[column.length];
        double[] values = new double[column.length];
        double[] gathered = new double[communities];
        int[] seenFor = new int[communities];
        int[] touched = new int[communities];
        int filled = 0;
        for (int c = 0; c < communities; c++) {
            int count = 0;
            for (int m = first[c]; m < first[c + 1]; m++) {
                int i = members[m];
                for (int e = offset[i]; e < offset[i + 1]; e++) {
                    int d = membership[column[e]];
                    if (d == c) {
                        inside[c] += value[e];
                    } else {
                        if (seenFor[d] != c + 1) {
                            seenFor[d] = c + 1;
                            touched[count++] = d;
                        }
                        gathered[d] += value[e];
                    }
                }
            }
            for (int t = 0; t < count; t++) {
                columns[filled] = touched[t];
                values[filled++] = gathered[touched[t]];
                gathered[touched[t]] = 0;
            }
            rows[c + 1] = filled;
        }
        return new ModularityMatrix(communities, rows, columns, values, inside, attracted, repelled);
    }

    private static double kept(double weight, Objective objective) {
        return objective == Objective.ABSOLUTE ? Math.abs(weight) : Math.max(0, weight);
    }

    private static void scale(double[] strengths, double total) {
        for (int i = 0; total > 0 && i < strengths.length; i++) {
            strengths[i] /= total;
        }
    }
}
