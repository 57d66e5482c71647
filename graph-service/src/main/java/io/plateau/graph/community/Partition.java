package io.plateau.graph.community;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jgrapht.alg.interfaces.ClusteringAlgorithm.Clustering;
import org.jgrapht.alg.interfaces.ClusteringAlgorithm.ClusteringImpl;

/**
 * Which community each vertex is in.
 *
 * @param membership community of vertex i; communities are numbered 0, 1, … in the order of their first vertex,
 *        so that equal partitions are equal arrays
 * @param communities how many there are
 */
public record Partition(int[] membership, int communities) {

    /** Renumbers labels 0 … n − 1 in the order of their first vertex. */
    static Partition ofLabels(int[] labels) {
        int[] number = new int[labels.length];
        Arrays.fill(number, -1);
        int[] membership = new int[labels.length];
        int communities = 0;
        for (int i = 0; i < labels.length; i++) {
            if (number[labels[i]] < 0) {
                number[labels[i]] = communities++;
            }
            membership[i] = number[labels[i]];
        }
        return new Partition(membership, communities);
    }

    /** @throws IllegalArgumentException when a vertex is in no set, in two, or not a vertex */
    static int[] membership(List<Set<Integer>> partition, int vertices) {
        int[] membership = new int[vertices];
        Arrays.fill(membership, -1);
        for (int c = 0; c < partition.size(); c++) {
            for (int vertex : partition.get(c)) {
                if (vertex < 0 || vertex >= vertices || membership[vertex] >= 0) {
                    throw new IllegalArgumentException("vertex " + vertex + " must lie in 0 … " + (vertices - 1)
                            + " and in one community only");
                }
                membership[vertex] = c;
            }
        }
        for (int i = 0; i < vertices; i++) {
            if (membership[i] < 0) {
                throw new IllegalArgumentException("vertex " + i + " is in no community");
            }
        }
        return ofLabels(densified(membership)).membership;
    }

    public Clustering<Integer> toClustering() {
        List<Set<Integer>> clusters = new ArrayList<>();
        for (int c = 0; c < communities; c++) {
            clusters.add(new LinkedHashSet<>());
        }
        for (int i = 0; i < membership.length; i++) {
            clusters.get(membership[i]).add(i);
        }
        return new ClusteringImpl<>(clusters);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Partition that && Arrays.equals(membership, that.membership);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(membership);
    }

    @Override
    public String toString() {
        return Arrays.toString(membership);
    }

    /** Empty sets may push a label past the last vertex: close the gaps. */
    private static int[] densified(int[] labels) {
        int[] sorted = Arrays.stream(labels).distinct().sorted().toArray();
        return Arrays.stream(labels).map(label -> Arrays.binarySearch(sorted, label)).toArray();
    }
}
