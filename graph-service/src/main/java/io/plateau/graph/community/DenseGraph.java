package io.plateau.graph.community;

/**
 * A signed graph as a square matrix of 16-bit weights: 4 bytes a pair of vertices, whether there is an edge or not. Weights
 * are −1 … 1 and kept to 1/32,767; correlations over a thousand observations are known to 1/30.
 */
public final class DenseGraph extends SignedGraph {
    private static final int UNIT = Short.MAX_VALUE;
    /** Beside its elements each row is an object. */
    private static final int ROW_BYTES = 24;

    /** A row per vertex; a single array of this size would need as much memory in one piece. */
    private final short[][] weight;

    /** Without edges. */
    public DenseGraph(int vertices) {
        weight = new short[vertices][vertices];
    }

    /** Bytes of a graph. */
    public static long bytes(int vertices) {
        return 2L * vertices * vertices + (long) ROW_BYTES * vertices;
    }

    /** @param w −1 … 1, not 0; one too small to be kept becomes the smallest of its sign, so that the edge stays */
    public void connect(int i, int j, double w) {
        int units = (int) Math.rint(w * UNIT);
        weight[i][j] = (short) (units == 0 ? (int) Math.signum(w) : units);
        weight[j][i] = weight[i][j];
    }

    @Override
    public int vertices() {
        return weight.length;
    }

    @Override
    public void forEachNeighbour(int vertex, Neighbours visitor) {
        for (int j = 0; j < weight.length; j++) {
            if (weight[vertex][j] != 0) {
                visitor.visit(j, (float) weight[vertex][j] / UNIT);
            }
        }
    }

    @Override
    Rows rows(double positive, double negative) {
        return new Rows.OfShorts(weight, positive / UNIT, negative / UNIT);
    }
}
