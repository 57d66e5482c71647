package io.plateau.graph.community;

import java.util.ArrayList;
import java.util.List;

import io.plateau.contracts.specification.GraphSpecification.Objective;
import io.plateau.statistics.random.SplitMix64;

/**
 * Louvain that knows no gains and no aggregated graphs: it moves whole groups of vertices and computes the
 * modularity from its definition for every candidate. The twin of one run of {@link SignedLouvain}.
 */
final class NaiveLouvain {
    private final double[][] weights;
    private final Objective objective;

    NaiveLouvain(double[][] weights, Objective objective) {
        this.weights = weights;
        this.objective = objective;
    }

    /** The run of that number, as {@link SignedLouvain} numbers them. */
    Partition run(long seed, int run) {
        SplitMix64 random = SplitMix64.of(seed, "louvain run", run);
        int[] start = SignedLouvain.start(run, weights.length, random);
        List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            groups.add(List.of(i));
        }
        List<List<List<Integer>>> finer = new ArrayList<>();
        int[] labels = start.clone();
        boolean parted = Partition.ofLabels(start).communities() == start.length;
        while (true) {
            Partition moved = Partition.ofLabels(move(groups, labels, random));
            if (moved.communities() == groups.size()) {
                return refined(finer, spread(groups, alone(groups.size())), random);
            }
            finer.add(groups);
            Partition parts = parted ? moved : Partition.ofLabels(parts(groups, moved.membership(), random));
            List<List<Integer>> merged = new ArrayList<>();
            for (int c = 0; c < parts.communities(); c++) {
                merged.add(new ArrayList<>());
            }
            for (int g = 0; g < groups.size(); g++) {
                merged.get(parts.membership()[g]).addAll(groups.get(g));
            }
            labels = parted ? alone(merged.size()) : SignedLouvain.outer(parts, moved);
            parted = true;
            groups = merged;
        }
    }

    /** Once more through the groupings that were passed, from the coarsest to single vertices. */
    private Partition refined(List<List<List<Integer>>> finer, int[] membership, SplitMix64 random) {
        int[] current = membership;
        for (int level = finer.size() - 1; level >= 0; level--) {
            List<List<Integer>> groups = finer.get(level);
            int[] labels = new int[groups.size()];
            for (int g = 0; g < labels.length; g++) {
                labels[g] = current[groups.get(g).get(0)];
            }
            current = spread(groups, move(groups, labels, random));
        }
        return Partition.ofLabels(current);
    }

    private static int[] alone(int n) {
        int[] labels = new int[n];
        for (int g = 0; g < n; g++) {
            labels[g] = g;
        }
        return labels;
    }

    private int[] move(List<List<Integer>> groups, int[] labels, SplitMix64 random) {
        return move(groups, labels, new int[labels.length], Integer.MAX_VALUE, random);
    }

    private int[] parts(List<List<Integer>> groups, int[] bounds, SplitMix64 random) {
        return move(groups, alone(groups.size()), bounds, 1, random);
    }

    private int[] move(List<List<Integer>> groups, int[] labels, int[] bounds, int sweeps, SplitMix64 random) {
        int[] order = alone(groups.size());
        random.shuffle(order);
        boolean moved = true;
        for (int sweep = 0; moved && sweep < sweeps; sweep++) {
            moved = false;
            for (int g : order) {
                int home = labels[g];
                labels[g] = best(groups, labels, bounds, g);
                moved |= labels[g] != home;
            }
        }
        return labels;
    }

    private int best(List<List<Integer>> groups, int[] labels, int[] bounds, int g) {
        int n = groups.size();
        int home = labels[g];
        boolean[] used = new boolean[n + 1];
        for (int other = 0; other < n; other++) {
            used[labels[other]] |= other != g;
        }
        int alone = used[home] ? firstUnused(used, labels[g]) : home;
        double aloneValue = value(groups, labels, g, alone);
        int best = home;
        // A move changes the modularity by twice its gain.
        double bestGain = (value(groups, labels, g, home) - aloneValue) / 2 + LocalMoving.LEAST_GAIN;
        for (int c = 0; c < n; c++) {
            double gain = used[c] && c != home && bounds[indexOf(labels, c)] == bounds[g]
                    ? (value(groups, labels, g, c) - aloneValue) / 2
                    : Double.NEGATIVE_INFINITY;
            if (gain > bestGain) {
                best = c;
                bestGain = gain;
            }
        }
        return used[home] && bestGain < 0 ? alone : best;
    }

    private static int indexOf(int[] labels, int wanted) {
        int i = 0;
        while (labels[i] != wanted) {
            i++;
        }
        return i;
    }

    private static int firstUnused(boolean[] used, int home) {
        int c = 0;
        while (used[c] || c == home) {
            c++;
        }
        return c;
    }

    private double value(List<List<Integer>> groups, int[] labels, int g, int label) {
        int[] tried = labels.clone();
        tried[g] = label;
        return NaiveModularity.of(weights, spread(groups, tried), objective);
    }

    private int[] spread(List<List<Integer>> groups, int[] labels) {
        int[] membership = new int[weights.length];
        for (int g = 0; g < groups.size(); g++) {
            for (int vertex : groups.get(g)) {
                membership[vertex] = labels[g];
            }
        }
        return membership;
    }
}
