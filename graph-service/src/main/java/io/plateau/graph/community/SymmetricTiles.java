package io.plateau.graph.community;

/**
 * A symmetric matrix of 16-bit values, its lower triangle in tiles of 8 × 8: a row is then read along the tiles left of
 * the diagonal and down those below it, and either way takes most of a line of the processor's cache where a plain
 * triangle's columns would take one value of each.
 */
final class SymmetricTiles {
    /** Rows and columns of a tile. */
    static final int SIDE = 8;
    static final int AREA = SIDE * SIDE;
    private static final int SHIFT = 3;
    private static final int INSIDE = SIDE - 1;
    /** Beside its elements each row of tiles is an object. */
    private static final int ROW_BYTES = 24;

    /** Row r has the tiles of the columns 0 … r of tiles; that on the diagonal is full. */
    private final short[][] rows;

    /** All 0. */
    SymmetricTiles(int n) {
        rows = new short[tiles(n)][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = new short[(r + 1) * AREA];
        }
    }

    /** Bytes of a matrix of n rows. */
    static long bytes(int n) {
        long tiles = tiles(n);
        return Short.BYTES * AREA * (tiles * (tiles + 1) / 2) + ROW_BYTES * tiles;
    }

    private static int tiles(int n) {
        return (n + INSIDE) >> SHIFT;
    }

    void set(int i, int j, short value) {
        put(Math.max(i, j), Math.min(i, j), value);
        if (i >> SHIFT == j >> SHIFT) {
            put(Math.min(i, j), Math.max(i, j), value);
        }
    }

    private void put(int i, int j, short value) {
        rows[i >> SHIFT][index(i, j)] = value;
    }

    short get(int i, int j) {
        return i >= j ? rows[i >> SHIFT][index(i, j)] : rows[j >> SHIFT][index(j, i)];
    }

    /** Row r of tiles, one tile after the other, each by rows. */
    short[] row(int r) {
        return rows[r];
    }

    int rows() {
        return rows.length;
    }

    private static int index(int i, int j) {
        return (j >> SHIFT) * AREA + (i & INSIDE) * SIDE + (j & INSIDE);
    }
}
