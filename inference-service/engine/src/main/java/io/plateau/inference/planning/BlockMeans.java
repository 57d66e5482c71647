package io.plateau.inference.planning;

import java.util.List;

/** Sums of blocks reduced to a mean, in block order and double precision: the same bits whatever the order of arrival. */
public final class BlockMeans {
    private BlockMeans() {
    }

    /**
     * @param sums per block, in block order
     * @param count how many terms all the sums have together
     */
    public static double[] mean(List<double[]> sums, long count) {
        double[] total = new double[sums.get(0).length];
        for (double[] sum : sums) {
            for (int i = 0; i < total.length; i++) {
                total[i] += sum[i];
            }
        }
        for (int i = 0; i < total.length; i++) {
            total[i] /= count;
        }
        return total;
    }

    /**
     * Standard deviations about known means.
     *
     * @param squares per block, in block order: sums of squares
     * @param count how many terms all the sums have together
     */
    public static double[] deviation(List<double[]> squares, double[] mean, long count) {
        double[] deviation = mean(squares, count);
        for (int i = 0; i < deviation.length; i++) {
            deviation[i] = Math.sqrt(Math.max(0, deviation[i] - mean[i] * mean[i]));
        }
        return deviation;
    }

    /**
     * Sums of the columns of a row-major matrix.
     *
     * @param values P, N
     * @return N
     */
    public static double[] columnSums(float[] values, int columns) {
        double[] sums = new double[columns];
        for (int i = 0; i < values.length; i++) {
            sums[i % columns] += values[i];
        }
        return sums;
    }

    /** Sums of the columns of a row-major matrix's absolute values: P, N → N. */
    public static double[] absoluteColumnSums(float[] values, int columns) {
        double[] sums = new double[columns];
        for (int i = 0; i < values.length; i++) {
            sums[i % columns] += Math.abs(values[i]);
        }
        return sums;
    }

    /** Sums of the columns of a row-major matrix's squares: P, N → N. */
    public static double[] squaredColumnSums(float[] values, int columns) {
        double[] sums = new double[columns];
        for (int i = 0; i < values.length; i++) {
            sums[i % columns] += (double) values[i] * values[i];
        }
        return sums;
    }

    public static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
