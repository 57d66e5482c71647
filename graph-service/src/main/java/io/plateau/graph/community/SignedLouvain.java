package io.plateau.graph.community;

import org.jgrapht.Graph;
import org.jgrapht.alg.interfaces.ClusteringAlgorithm;

import io.plateau.graph.random.SplitMix64;

/**
 * Louvain (Blondel et al. 2008) on signed weighted undirected graphs whose vertices are 0 … n − 1: local moving
 * in random order and aggregation, repeated until no move gains; the best of several seeded runs.
 */
public final class SignedLouvain implements ClusteringAlgorithm<Integer> {
    /** Partitions this close in the objective are the same one, summed in another order. */
    private static final double SAME = 1e-9;

    private final ModularityMatrix matrix;
    private final int runs;
    private final long seed;

    /**
     * @param graph vertices 0 … n − 1; loops are allowed
     * @param objective what a partition is judged by
     * @param runs how many runs, at least 1
     * @param seed of the runs' vertex orders
     */
    public <E> SignedLouvain(Graph<Integer, E> graph, Objective objective, int runs, long seed) {
        if (runs < 1) {
            throw new IllegalArgumentException("runs is " + runs + "; it must be at least 1");
        }
        this.matrix = ModularityMatrix.of(graph, objective);
        this.runs = runs;
        this.seed = seed;
    }

    @Override
    public Clustering<Integer> getClustering() {
        return best().partition().toClustering();
    }

    /**
     * The best partition found.
     *
     * @param partition the partition of largest objective, of equals the first
     * @param objective its value
     * @param share of the runs that found that value, 0 … 1
     */
    public record Best(Partition partition, double objective, double share) {
    }

    public Best best() {
        Partition best = null;
        double bestValue = Double.NEGATIVE_INFINITY;
        double[] values = new double[runs];
        for (int run = 0; run < runs; run++) {
            Partition partition = run(SplitMix64.of(seed, "louvain run", run));
            values[run] = matrix.modularity(partition.membership());
            if (values[run] > bestValue + SAME) {
                best = partition;
                bestValue = values[run];
            }
        }
        int found = 0;
        for (double value : values) {
            found += value >= bestValue - SAME ? 1 : 0;
        }
        return new Best(best, bestValue, (double) found / runs);
    }

    private Partition run(SplitMix64 random) {
        ModularityMatrix level = matrix;
        int[] membership = new int[matrix.vertices];
        for (int i = 0; i < membership.length; i++) {
            membership[i] = i;
        }
        while (true) {
            Partition moved = Partition.ofLabels(new LocalMoving(level).run(random));
            for (int i = 0; i < membership.length; i++) {
                membership[i] = moved.membership()[membership[i]];
            }
            if (moved.communities() == level.vertices) {
                return Partition.ofLabels(membership);
            }
            level = level.aggregate(moved.membership(), moved.communities());
        }
    }
}
