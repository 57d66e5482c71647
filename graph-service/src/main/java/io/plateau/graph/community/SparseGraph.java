package io.plateau.graph.community;

/** A signed graph in compressed rows: 16 bytes an edge. */
public final class SparseGraph extends SignedGraph {
    private final int[] offset;
    private final int[] column;
    private final float[] weight;

    /**
     * @param offset n + 1: where each vertex's row starts; the last element is twice the number of edges
     * @param column 2 · edges: the neighbours of vertex i, ascending, are
     *        {@code column[offset[i]] … column[offset[i + 1] − 1]}
     * @param weight 2 · edges: the weight of the edge to that neighbour, never 0
     */
    public SparseGraph(int[] offset, int[] column, float[] weight) {
        if (offset.length == 0 || column.length != offset[offset.length - 1] || weight.length != column.length) {
            throw new IllegalArgumentException("rows of " + column.length + " neighbours and " + weight.length
                    + " weights do not end where their offsets say");
        }
        this.offset = offset;
        this.column = column;
        this.weight = weight;
    }

    /** Bytes of a graph. */
    public static long bytes(int vertices, long edges) {
        return 16 * edges + 4L * vertices;
    }

    @Override
    public int vertices() {
        return offset.length - 1;
    }

    @Override
    public void forEachNeighbour(int vertex, Neighbours visitor) {
        for (int e = offset[vertex]; e < offset[vertex + 1]; e++) {
            visitor.visit(column[e], weight[e]);
        }
    }

    @Override
    Rows rows(double positive, double negative) {
        return new Rows.OfFloats(offset, column, weight, positive, negative);
    }
}
