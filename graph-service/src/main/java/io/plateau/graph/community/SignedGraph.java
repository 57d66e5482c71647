package io.plateau.graph.community;

/**
 * A signed, weighted, undirected graph without loops for millions of edges; small ones may be JGraphT's, whose objects
 * take ten times the memory.
 */
public abstract sealed class SignedGraph permits SparseGraph, DenseGraph {

    /** Takes the neighbours of one vertex. */
    @FunctionalInterface
    public interface Neighbours {
        /** @param weight of the edge, never 0 */
        void visit(int neighbour, float weight);
    }

    public abstract int vertices();

    /** Visits the neighbours of a vertex in ascending order. */
    public abstract void forEachNeighbour(int vertex, Neighbours visitor);

    /** The matrix of the weights, each multiplied by what its sign calls for. */
    abstract Rows rows(double positive, double negative);

    /** Edges of each vertex. */
    public Degrees degrees() {
        Degrees degrees = new Degrees(new int[vertices()], new int[vertices()]);
        for (int i = 0; i < vertices(); i++) {
            int vertex = i;
            forEachNeighbour(i, (neighbour, weight) -> {
                degrees.all()[vertex]++;
                degrees.negative()[vertex] += weight < 0 ? 1 : 0;
            });
        }
        return degrees;
    }
}
