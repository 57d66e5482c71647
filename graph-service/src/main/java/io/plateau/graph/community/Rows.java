package io.plateau.graph.community;

/**
 * The off-diagonal entries of a symmetric sparse matrix by rows (compressed): row i is
 * {@code column, value [offset[i] … offset[i + 1])}.
 */
abstract class Rows {
    final int[] offset;
    final int[] column;

    Rows(int[] offset, int[] column) {
        this.offset = offset;
        this.column = column;
    }

    /** Adds each entry of row i to the sum of its column's label. */
    abstract void gather(int i, int[] label, double[] sums);

    /** The sum of row i over the columns of one label. */
    abstract double within(int i, int[] label, int wanted);

    /** Entries in double precision, as they are: small graphs and all aggregated ones. */
    static final class OfDoubles extends Rows {
        private final double[] value;

        OfDoubles(int[] offset, int[] column, double[] value) {
            super(offset, column);
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
        private final float[] weight;
        /** What a positive and a negative weight is multiplied by. */
        private final double[] scale;

        OfFloats(SignedGraph graph, double positive, double negative) {
            super(graph.offset(), graph.column());
            this.weight = graph.weight();
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
}
