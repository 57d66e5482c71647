package io.plateau.graph.community;

/**
 * A signed, weighted, undirected graph without loops in compressed rows: 16 bytes an edge, where a graph of objects
 * would take ten times that. For graphs of millions of edges; small ones may be JGraphT's.
 *
 * @param offset n + 1: where each vertex's row starts; the last element is twice the number of edges
 * @param column 2 · edges: the neighbours of vertex i are {@code column[offset[i]] … column[offset[i + 1] − 1]}
 * @param weight 2 · edges: the weight of the edge to that neighbour, never 0
 */
public record SignedGraph(int[] offset, int[] column, float[] weight) {

    public SignedGraph {
        if (offset.length == 0 || column.length != offset[offset.length - 1] || weight.length != column.length) {
            throw new IllegalArgumentException("rows of " + column.length + " neighbours and " + weight.length
                    + " weights do not end where their offsets say");
        }
    }

    public int vertices() {
        return offset.length - 1;
    }

    public int edges() {
        return column.length / 2;
    }

    /** Edges of negative weight. */
    public int negativeEdges() {
        int negative = 0;
        for (float w : weight) {
            negative += w < 0 ? 1 : 0;
        }
        return negative / 2;
    }

    /** Neighbours of a vertex. */
    public int degree(int vertex) {
        return offset[vertex + 1] - offset[vertex];
    }
}
