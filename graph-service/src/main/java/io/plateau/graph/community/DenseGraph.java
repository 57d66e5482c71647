package io.plateau.graph.community;

/**
 * A signed graph as a triangular matrix of 16-bit weights: 2 bytes a pair of vertices, whether there is an edge or not.
 * Weights are −1 … 1 and kept to 1/32,767; correlations over a thousand observations are known to 1/30.
 */
public final class DenseGraph extends SignedGraph {
    private static final int UNIT = Short.MAX_VALUE;

    private final int vertices;
    private final SymmetricTiles tiles;

    /** Without edges. */
    public DenseGraph(int vertices) {
        this.vertices = vertices;
        this.tiles = new SymmetricTiles(vertices);
    }

    /** Bytes of a graph. */
    public static long bytes(int vertices) {
        return SymmetricTiles.bytes(vertices);
    }

    /** @param w −1 … 1, not 0; one too small to be kept becomes the smallest of its sign, so that the edge stays */
    public void connect(int i, int j, double w) {
        int units = (int) Math.rint(w * UNIT);
        tiles.set(i, j, (short) (units == 0 ? (int) Math.signum(w) : units));
    }

    @Override
    public int vertices() {
        return vertices;
    }

    @Override
    public void forEachNeighbour(int vertex, Neighbours visitor) {
        for (int j = 0; j < vertices; j++) {
            short units = tiles.get(vertex, j);
            if (units != 0) {
                visitor.visit(j, (float) units / UNIT);
            }
        }
    }

    @Override
    Rows rows(double positive, double negative) {
        return new Rows.OfTiles(tiles, vertices, positive / UNIT, negative / UNIT);
    }
}
