package io.plateau.graph.community;

import java.util.List;
import java.util.Set;

import org.jgrapht.Graph;

import io.plateau.contracts.specification.GraphSpecification.Objective;

/**
 * Standard modularity (Eq. 6) of the absolute weights; on weights that are not negative it is the modularity of
 * JGraphT's {@link org.jgrapht.alg.clustering.UndirectedModularityMeasurer}. A graph without edges has 0.
 */
public final class Modularity {
    private final ModularityMatrix matrix;

    public <E> Modularity(Graph<Integer, E> graph) {
        matrix = ModularityMatrix.of(graph, Objective.ABSOLUTE);
    }

    public Modularity(SignedGraph graph) {
        matrix = ModularityMatrix.of(graph, Objective.ABSOLUTE);
    }

    public double modularity(Partition partition) {
        return matrix.modularity(partition.membership());
    }

    /** @throws IllegalArgumentException when the sets are not a partition of the vertices */
    public double modularity(List<Set<Integer>> partition) {
        return matrix.modularity(Partition.membership(partition, matrix.vertices));
    }
}
