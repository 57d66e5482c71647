package io.plateau.graph.community;

import java.util.List;
import java.util.Set;

import org.jgrapht.Graph;

import io.plateau.contracts.specification.GraphSpecification.Objective;

/**
 * Signed modularity (Eq. 7): modularity of the positive part minus that of the negative part, each with its own
 * 2m. A sign without edges adds 0.
 */
public final class SignedModularity {
    private final ModularityMatrix matrix;

    public <E> SignedModularity(Graph<Integer, E> graph) {
        matrix = ModularityMatrix.of(graph, Objective.SIGNED);
    }

    public SignedModularity(SignedGraph graph) {
        matrix = ModularityMatrix.of(graph, Objective.SIGNED);
    }

    public double modularity(Partition partition) {
        return matrix.modularity(partition.membership());
    }

    /** @throws IllegalArgumentException when the sets are not a partition of the vertices */
    public double modularity(List<Set<Integer>> partition) {
        return matrix.modularity(Partition.membership(partition, matrix.vertices));
    }
}
