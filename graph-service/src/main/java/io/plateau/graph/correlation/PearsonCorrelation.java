package io.plateau.graph.correlation;

import java.util.Arrays;

/** Pearson correlation of the activations of n neurons over P observations: float32 in, double sums (Eq. 5). */
public final class PearsonCorrelation {
    private PearsonCorrelation() {
    }

    /**
     * @param activations n, P
     * @return n, n: correlations, 1 on the diagonal; a neuron whose activation never varies has 0 with every other
     */
    public static double[][] of(float[][] activations) {
        int[] once = new int[activations.length == 0 ? 0 : activations[0].length];
        Arrays.fill(once, 1);
        return of(activations, once);
    }

    /**
     * The same over a resample: observation p counts {@code times[p]} times.
     *
     * @param activations n, P
     * @param times P: how often each observation was drawn
     */
    public static double[][] of(float[][] activations, int[] times) {
        int neurons = activations.length;
        double[][] standardised = new double[neurons][];
        for (int i = 0; i < neurons; i++) {
            standardised[i] = standardise(activations[i], times);
        }
        double[][] correlation = new double[neurons][neurons];
        for (int i = 0; i < neurons; i++) {
            correlation[i][i] = 1;
            for (int j = 0; j < i; j++) {
                double r = Math.max(-1, Math.min(1, dot(standardised[i], standardised[j])));
                correlation[i][j] = r;
                correlation[j][i] = r;
            }
        }
        return correlation;
    }

    /** Whether an activation takes two values at least; asked of the values, as rounding would pass for a variance. */
    public static boolean varies(float[] values) {
        for (float value : values) {
            if (value != values[0]) {
                return true;
            }
        }
        return false;
    }

    /** Centred and scaled to unit length, each element times √times, so that a dot product is a correlation. */
    private static double[] standardise(float[] values, int[] times) {
        double sum = 0;
        long count = 0;
        for (int p = 0; p < values.length; p++) {
            sum += (double) values[p] * times[p];
            count += times[p];
        }
        double mean = sum / count;
        double[] centred = new double[values.length];
        double squares = 0;
        boolean varies = false;
        float first = Float.NaN;
        for (int p = 0; p < values.length; p++) {
            if (times[p] == 0) {
                continue;
            }
            if (Float.isNaN(first)) {
                first = values[p];
            }
            varies |= values[p] != first;
            double difference = values[p] - mean;
            centred[p] = difference * Math.sqrt(times[p]);
            squares += difference * difference * times[p];
        }
        // Asked of the values themselves: the rounding of the mean would pass for a variance.
        double scale = varies && squares > 0 ? 1 / Math.sqrt(squares) : 0;
        for (int p = 0; p < centred.length; p++) {
            centred[p] *= scale;
        }
        return centred;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int p = 0; p < a.length; p++) {
            sum += a[p] * b[p];
        }
        return sum;
    }
}
