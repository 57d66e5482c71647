package io.plateau.graph.spectra;

/**
 * Hill's (1975) estimator of the exponent α of a tail, P(X &gt; x) ∝ x^−α: k over the sum of the logarithms of the k
 * largest values relative to the next one.
 *
 * @param exponent α
 * @param standardError α / √k
 * @param tail k
 */
public record HillEstimator(double exponent, double standardError, int tail) {

    /**
     * @param descending positive values, the largest first
     * @param tail k, 1 … length − 1
     * @return null where the tail does not vary or the value below it is not positive: there is no exponent
     */
    public static HillEstimator of(double[] descending, int tail) {
        if (tail < 1 || tail >= descending.length) {
            throw new IllegalArgumentException(
                    "tail is " + tail + "; it must lie between 1 and " + (descending.length - 1));
        }
        double threshold = descending[tail];
        double sum = 0;
        for (int i = 0; i < tail; i++) {
            double ratio = descending[i] / threshold;
            // Logarithms apart where the ratio leaves the range of a double.
            sum += ratio < Double.POSITIVE_INFINITY ? Math.log(ratio) : Math.log(descending[i]) - Math.log(threshold);
        }
        if (!(threshold > 0) || !(sum > 0)) {
            return null;
        }
        double exponent = tail / sum;
        return new HillEstimator(exponent, exponent / Math.sqrt(tail), tail);
    }
}
