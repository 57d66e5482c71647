package io.plateau.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Counts in bins of one width.
 *
 * @param low left end of the first bin
 * @param high right end of the last bin
 */
record Histogram(double low, double high, int[] counts) {

    private static final int MOST_BINS = 30;
    /** Narrower, all values count as equal. */
    private static final double NARROWEST = 1e-6;

    /**
     * Bins for the values, their range widened to hold one more value; as many as the square root of their number calls for
     * over the range of the values alone.
     */
    static Histogram of(double[] values, double marked) {
        double low = DoubleStream.concat(Arrays.stream(values), DoubleStream.of(marked)).min().orElseThrow();
        double high = DoubleStream.concat(Arrays.stream(values), DoubleStream.of(marked)).max().orElseThrow();
        double margin = Math.max(0.06 * (high - low), NARROWEST);
        low -= margin;
        high += margin;
        double range = Arrays.stream(values).max().orElseThrow() - Arrays.stream(values).min().orElseThrow();
        double width = Math.max(range / Math.ceil(Math.sqrt(values.length)), (high - low) / MOST_BINS);
        int[] counts = new int[(int) Math.max(1, Math.round((high - low) / width))];
        for (double value : values) {
            counts[(int) Math.min(counts.length - 1, (value - low) / (high - low) * counts.length)]++;
        }
        return new Histogram(low, high, counts);
    }

    int highest() {
        return Arrays.stream(counts).max().orElse(0);
    }

    /** Abscissas of the bars' common outline. */
    double[] outlineX() {
        double[] x = new double[2 * counts.length + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = low + (high - low) * (i / 2) / counts.length;
        }
        return x;
    }

    /** Ordinates of the outline: up and down each bar, from 0 to 0. */
    double[] outlineY() {
        double[] y = new double[2 * counts.length + 2];
        for (int bin = 0; bin < counts.length; bin++) {
            y[2 * bin + 1] = counts[bin];
            y[2 * bin + 2] = counts[bin];
        }
        return y;
    }
}
