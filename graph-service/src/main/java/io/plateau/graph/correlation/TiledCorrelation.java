package io.plateau.graph.correlation;

import java.util.Arrays;

/**
 * Pearson correlations of all pairs of a layer's neurons, tile by tile: never more than one tile is held. Each is the
 * same bits as that of {@link PearsonCorrelation}, as the same products are summed in the same order; going along a row
 * of many neurons with four observations at a time keeps the processor's vector units busy.
 */
public final class TiledCorrelation {
    /** Neurons of a tile's two sides; both tiles of standardised activations and the sums fit a core's cache. */
    private static final int ROWS = 64;
    private static final int COLUMNS = 256;
    /** Observations of a tile, a multiple of those that are summed in one pass. */
    private static final int DEPTH = 64;
    private static final int TOGETHER = 4;

    private final float[][] activations;
    private final int observations;
    private final double[] mean;
    private final double[] scale;
    private int constant;

    /** Takes the correlations of one neuron with some later ones. */
    @FunctionalInterface
    public interface Visitor {
        /** @param values of neurons {@code from} … {@code to} − 1, at the indices 0 … to − from − 1 after {@code at} */
        void visit(int neuron, int from, int to, double[] values, int at);
    }

    /** @param activations n, P */
    public TiledCorrelation(float[][] activations) {
        this.activations = activations;
        this.observations = activations.length == 0 ? 0 : activations[0].length;
        this.mean = new double[activations.length];
        this.scale = new double[activations.length];
        for (int i = 0; i < activations.length; i++) {
            standardise(i);
        }
    }

    /** Bytes held besides the activations: tiles, means and scales. */
    public static long bytes(int neurons) {
        return 8L * (ROWS * COLUMNS + DEPTH * (COLUMNS + ROWS)) + 16L * neurons;
    }

    /** Neurons whose activation never varies: their correlations are 0. */
    public int constant() {
        return constant;
    }

    /** Visits every pair once, the smaller neuron as the row; always in the same order. */
    public void forEachRow(Visitor visitor) {
        int n = activations.length;
        double[] sums = new double[ROWS * COLUMNS];
        double[] left = new double[DEPTH * ROWS];
        double[] right = new double[DEPTH * COLUMNS];
        for (int j = 0; j < n; j += COLUMNS) {
            int columns = Math.min(COLUMNS, n - j);
            for (int i = 0; i < j + columns; i += ROWS) {
                int rows = Math.min(ROWS, n - i);
                Arrays.fill(sums, 0);
                for (int p = 0; p < observations; p += DEPTH) {
                    int depth = Math.min(DEPTH, observations - p);
                    load(right, COLUMNS, j, columns, p, depth);
                    load(left, ROWS, i, rows, p, depth);
                    multiply(left, right, sums, rows, columns);
                }
                for (int r = 0; r < rows; r++) {
                    int from = Math.max(j, i + r + 1);
                    if (from < j + columns) {
                        clamp(sums, r * COLUMNS + from - j, j + columns - from);
                        visitor.visit(i + r, from, j + columns, sums, r * COLUMNS + from - j);
                    }
                }
            }
        }
    }

    private void standardise(int i) {
        double sum = 0;
        for (float value : activations[i]) {
            sum += value;
        }
        mean[i] = sum / observations;
        double squares = 0;
        for (float value : activations[i]) {
            double difference = value - mean[i];
            squares += difference * difference;
        }
        boolean varies = observations > 0 && PearsonCorrelation.varies(activations[i]) && squares > 0;
        scale[i] = varies ? 1 / Math.sqrt(squares) : 0;
        constant += varies ? 0 : 1;
    }

    /** Standardised activations, one row per observation; past the last observation rows of 0, which add nothing. */
    private void load(double[] tile, int width, int first, int neurons, int from, int depth) {
        for (int k = 0; k < neurons; k++) {
            float[] row = activations[first + k];
            for (int p = 0; p < depth; p++) {
                tile[p * width + k] = (row[from + p] - mean[first + k]) * scale[first + k];
            }
            for (int p = depth; p < DEPTH; p++) {
                tile[p * width + k] = 0;
            }
        }
    }

    private static void multiply(double[] left, double[] right, double[] sums, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            for (int p = 0; p < DEPTH; p += TOGETHER) {
                int l = p * ROWS + r;
                add(left[l], left[l + ROWS], left[l + 2 * ROWS], left[l + 3 * ROWS], right, p * COLUMNS, sums,
                        r * COLUMNS, columns);
            }
        }
    }

    private static void add(double a, double b, double c, double d, double[] right, int from, double[] sums, int s,
            int columns) {
        for (int k = 0; k < columns; k++) {
            int x = from + k;
            sums[s + k] = sums[s + k] + a * right[x] + b * right[x + COLUMNS] + c * right[x + 2 * COLUMNS]
                    + d * right[x + 3 * COLUMNS];
        }
    }

    /** Rounding may carry a correlation of 1 beyond it. */
    private static void clamp(double[] values, int from, int count) {
        for (int k = from; k < from + count; k++) {
            values[k] = Math.max(-1, Math.min(1, values[k]));
        }
    }
}
