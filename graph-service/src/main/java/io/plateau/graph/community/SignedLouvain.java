package io.plateau.graph.community;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jgrapht.Graph;
import org.jgrapht.alg.interfaces.ClusteringAlgorithm;

import io.plateau.contracts.specification.GraphSpecification.Objective;
import io.plateau.statistics.random.SplitMix64;

/**
 * Louvain (Blondel et al. 2008) on signed weighted undirected graphs whose vertices are 0 … n − 1: local moving
 * in random order and aggregation, repeated until no move gains; then the communities are carried back down, and at
 * every level vertices that now gain by it move again (multi-level refinement, Rotta and Noack 2011). The best of
 * several seeded runs is kept.
 *
 * <p>
 * Three runs of five start from single vertices, as Louvain does; the others start from a random partition. From single
 * vertices the first merges take the heaviest edges, and some optima that part these are out of reach of every order.
 * What a random partition joins by chance is parted again before aggregation, as in Leiden (Traag et al. 2019): the
 * parts are found by one sweep of moves within each community, and move on from the communities they are parts of.
 */
public final class SignedLouvain implements ClusteringAlgorithm<Integer> {
    /** Partitions this close in the objective are the same one, summed in another order. */
    public static final double SAME = 1e-9;
    /** Of this many consecutive runs the even ones start from single vertices, the odd ones do not: three and two. */
    private static final int CYCLE = 5;

    private final ModularityMatrix matrix;
    private final int runs;
    private final long seed;

    /**
     * @param graph vertices 0 … n − 1; loops are allowed
     * @param objective what a partition is judged by
     * @param runs how many runs, at least 1
     * @param seed of the runs' starts and vertex orders
     * @throws IllegalArgumentException when the graph is directed, its vertices are not numbered from 0 or a weight
     *         is not finite
     */
    public <E> SignedLouvain(Graph<Integer, E> graph, Objective objective, int runs, long seed) {
        this(ModularityMatrix.of(graph, objective), runs, seed);
    }

    /** The same on a graph of millions of edges. */
    public SignedLouvain(SignedGraph graph, Objective objective, int runs, long seed) {
        this(ModularityMatrix.of(graph, objective), runs, seed);
    }

    private SignedLouvain(ModularityMatrix matrix, int runs, long seed) {
        if (runs < 1) {
            throw new IllegalArgumentException("runs is " + runs + "; it must be at least 1");
        }
        this.matrix = matrix;
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
     * @param partition the partition of largest objective, ties go to the first
     * @param objective its value
     * @param values the objective of each run
     */
    public record Best(Partition partition, double objective, double[] values) {

        /** Share of the runs that found the best value, 0 … 1. */
        public double share() {
            return share(objective, values);
        }

        /** Share of the values that equal the best but for rounding. */
        public static double share(double best, double[] values) {
            int found = 0;
            for (double value : values) {
                found += value >= best - SAME ? 1 : 0;
            }
            return (double) found / values.length;
        }
    }

    public Best best() {
        return best(0, runs);
    }

    /** Of runs {@code first} … {@code first + count − 1}: a run is the same whichever others are made beside it. */
    public Best best(int first, int count) {
        Partition best = null;
        double bestValue = Double.NEGATIVE_INFINITY;
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            SplitMix64 random = SplitMix64.of(seed, "louvain run", first + i);
            Partition partition = run(start(first + i, matrix.vertices, random), random);
            values[i] = matrix.modularity(partition.membership());
            if (values[i] > bestValue + SAME) {
                best = partition;
                bestValue = values[i];
            }
        }
        return new Best(best, bestValue, values);
    }

    /** Labels 0 … n − 1 that a run starts from: each vertex its own, or one of 2 … √n + 2 at random. */
    static int[] start(int run, int vertices, SplitMix64 random) {
        int[] labels = new int[vertices];
        if (run % CYCLE % 2 == 0) {
            Arrays.setAll(labels, i -> i);
        } else if (vertices > 1) {
            // About as many communities as such graphs have; fewer make the first moves cheap, and vertices may leave.
            int most = Math.min(vertices, (int) Math.ceil(Math.sqrt(vertices)) + 2);
            int communities = 2 + random.nextInt(most - 1);
            Arrays.setAll(labels, i -> random.nextInt(communities));
        }
        return labels;
    }

    private Partition run(int[] start, SplitMix64 random) {
        List<ModularityMatrix> levels = new ArrayList<>(List.of(matrix));
        List<Partition> moves = new ArrayList<>();
        boolean parted = Partition.ofLabels(start).communities() == matrix.vertices;
        LocalMoving moving = new LocalMoving(matrix, start);
        while (true) {
            ModularityMatrix level = levels.get(moves.size());
            Partition moved = Partition.ofLabels(moving.run(random));
            if (moved.communities() == level.vertices) {
                return refined(levels, moves, random);
            }
            Partition parts = parted
                    ? moved
                    : Partition.ofLabels(LocalMoving.within(level, moved.membership()).runOnce(random));
            ModularityMatrix coarse = level.aggregate(parts.membership(), parts.communities());
            moving = parted ? new LocalMoving(coarse) : new LocalMoving(coarse, outer(parts, moved));
            parted = true;
            moves.add(parts);
            levels.add(coarse);
        }
    }

    /** For each part the community that it is a part of. */
    static int[] outer(Partition parts, Partition communities) {
        int[] labels = new int[parts.communities()];
        for (int i = 0; i < parts.membership().length; i++) {
            labels[parts.membership()[i]] = communities.membership()[i];
        }
        return labels;
    }

    /** From the vertices of the coarsest level, each its own community, down to those of the graph. */
    private static Partition refined(List<ModularityMatrix> levels, List<Partition> moves, SplitMix64 random) {
        int[] labels = new int[levels.get(moves.size()).vertices];
        Arrays.setAll(labels, i -> i);
        for (int l = moves.size() - 1; l >= 0; l--) {
            int[] fine = moves.get(l).membership().clone();
            for (int i = 0; i < fine.length; i++) {
                fine[i] = labels[fine[i]];
            }
            labels = new LocalMoving(levels.get(l), fine).run(random);
        }
        return Partition.ofLabels(labels);
    }
}
