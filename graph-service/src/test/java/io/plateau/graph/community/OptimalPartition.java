package io.plateau.graph.community;

import io.plateau.contracts.specification.GraphSpecification.Objective;

/**
 * The largest objective of all partitions of a small graph, exactly: the best partition of a set of vertices is the
 * community of its first vertex and the best partition of the rest, over all subsets that this community may be. That
 * is 3ⁿ steps where the partitions of 11 vertices are 678,570 for each of which the objective would be summed.
 */
final class OptimalPartition {
    private OptimalPartition() {
    }

    /** @param weights n, n, symmetric, 0 on the diagonal; n of at most 16 */
    static double value(double[][] weights, Objective objective) {
        int n = weights.length;
        // B of Eq. 6 and 7 for each pair: the objective with only this pair joined, minus that with none joined
        double[][] pair = new double[n][n];
        int[] labels = new int[n];
        double apart = NaiveModularity.of(weights, singles(labels), objective);
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                singles(labels)[j] = i;
                pair[i][j] = NaiveModularity.of(weights, labels, objective) - apart;
            }
        }
        double[] together = new double[1 << n];
        double[] best = new double[1 << n];
        for (int set = 1; set < 1 << n; set++) {
            int first = Integer.numberOfTrailingZeros(set);
            int rest = set & set - 1;
            together[set] = together[rest];
            for (int j = first + 1; j < n; j++) {
                together[set] += (rest >> j & 1) * pair[first][j];
            }
            best[set] = Double.NEGATIVE_INFINITY;
            int others = rest;
            while (true) {
                best[set] = Math.max(best[set], together[others | 1 << first] + best[rest ^ others]);
                if (others == 0) {
                    break;
                }
                others = others - 1 & rest;
            }
        }
        return apart + best[(1 << n) - 1];
    }

    private static int[] singles(int[] labels) {
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i;
        }
        return labels;
    }
}
