package io.plateau.graph.community;

/** The off-diagonal entries of a symmetric matrix by rows. */
abstract class Rows {

    /** Adds each entry of row i to the sum of its column's label. */
    abstract void gather(int i, int[] label, double[] sums);

    /** The sum of row i over the columns of one label. */
    abstract double within(int i, int[] label, int wanted);

    /**
     * Entries in double precision, as they are: small graphs and all aggregated ones. Row i is
     * {@code column, value [offset[i] … offset[i + 1])}.
     */
    static final class OfDoubles extends Rows {
        private final int[] offset;
        private final int[] column;
        private final double[] value;

        OfDoubles(int[] offset, int[] column, double[] value) {
            this.offset = offset;
            this.column = column;
            this.value = value;
        }

        @Override
        void gather(int i, int[] label, double[] sums) {
            for (int e = offset[i]; e < offset[i + 1]; e++) {
                sums[label[column[e]]] += value[e];
            }
        }

        @Override
        double within(int i, int[] label, int wanted) {
            double sum = 0;
            for (int e = offset[i]; e < offset[i + 1]; e++) {
                sum += label[column[e]] == wanted ? value[e] : 0;
            }
            return sum;
        }
    }

    /** Weights of a graph in single precision, scaled by their sign on the way: no objective needs a copy. */
    static final class OfFloats extends Rows {
        private final int[] offset;
        private final int[] column;
        private final float[] weight;
        /** What a positive and a negative weight is multiplied by. */
        private final double[] scale;

        OfFloats(int[] offset, int[] column, float[] weight, double positive, double negative) {
            this.offset = offset;
            this.column = column;
            this.weight = weight;
            this.scale = new double[]{positive, negative};
        }

        @Override
        void gather(int i, int[] label, double[] sums) {
            for (int e = offset[i]; e < offset[i + 1]; e++) {
                float w = weight[e];
                // By the sign bit: a branch that no processor can predict would cost more than the rest.
                sums[label[column[e]]] += w * scale[Float.floatToRawIntBits(w) >>> 31];
            }
        }

        @Override
        double within(int i, int[] label, int wanted) {
            double sum = 0;
            for (int e = offset[i]; e < offset[i + 1]; e++) {
                float w = weight[e];
                sum += label[column[e]] == wanted ? w * scale[Float.floatToRawIntBits(w) >>> 31] : 0;
            }
            return sum;
        }
    }

    /** A full matrix of 16-bit weights; 0 where there is no edge, which adds nothing. */
    static final class OfTiles extends Rows {
        private final SymmetricTiles tiles;
        private final int n;
        private final double[] scale;

        OfTiles(SymmetricTiles tiles, int n, double positive, double negative) {
            this.tiles = tiles;
            this.n = n;
            this.scale = new double[]{positive, negative};
        }

        @Override
        void gather(int i, int[] label, double[] sums) {
            int own = i / SymmetricTiles.SIDE;
            int inside = i % SymmetricTiles.SIDE;
            short[] row = tiles.row(own);
            for (int t = 0; t <= own; t++) {
                add(row, t * SymmetricTiles.AREA + inside * SymmetricTiles.SIDE, 1, t, label, sums);
            }
            for (int t = own + 1; t < tiles.rows(); t++) {
                add(tiles.row(t), own * SymmetricTiles.AREA + inside, SymmetricTiles.SIDE, t, label, sums);
            }
        }

        /** The entries of the columns of tile t, from {@code at} and a stride from each other. */
        private void add(short[] values, int at, int stride, int t, int[] label, double[] sums) {
            int to = Math.min(n, (t + 1) * SymmetricTiles.SIDE);
            for (int j = t * SymmetricTiles.SIDE, e = at; j < to; j++, e += stride) {
                sums[label[j]] += values[e] * scale[values[e] >>> 31];
            }
        }

        @Override
        double within(int i, int[] label, int wanted) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                if (label[j] == wanted) {
                    short w = tiles.get(i, j);
                    sum += w * scale[w >>> 31];
                }
            }
            return sum;
        }
    }
}
