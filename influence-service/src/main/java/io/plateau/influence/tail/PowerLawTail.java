package io.plateau.influence.tail;

/**
 * A continuous power law of the influences at or above a cut-off, by maximum likelihood: density ∝ x^−alpha
 * (Clauset, Shalizi and Newman 2009, Eq. 3.1 and 3.2).
 *
 * @param size n: influences at or above the cut-off, the top ranks 1 … n
 * @param lnCutoff ln of the cut-off x_min, x_min in nats
 * @param alpha 1 + n / Σ ln(x / x_min), no unit
 * @param standardError (alpha − 1) / √n, for independent influences
 * @param distance Kolmogorov–Smirnov distance of the influences above the cut-off from the law
 */
public record PowerLawTail(int size, double lnCutoff, double alpha, double standardError, double distance) {

    /** The distance stops being summed up as soon as it exceeds a bound; a coarse pass first meets the bound early. */
    private static final int COARSE_POINTS = 32;

    static PowerLawTail of(double[] descending, int size, double decay, double distance) {
        return new PowerLawTail(size, descending[size - 1], 1 + decay, decay / Math.sqrt(size), distance);
    }

    /** @return n: ln(x / x_min) of the top ranks, descending */
    public double[] lnRatios(double[] descending) {
        double[] ratios = new double[size];
        for (int i = 0; i < size; i++) {
            ratios[i] = descending[i] - lnCutoff;
        }
        return ratios;
    }

    /**
     * The largest gap between the share of values at or above a point and the law's exp(−decay · ln(x / x_min)).
     *
     * @param bound +∞, or a distance beyond which the exact one is of no interest
     * @return the distance, or some value above the bound
     */
    static double distance(double[] descending, int size, double decay, double bound) {
        double distance = 0;
        int stride = Math.max(1, size / COARSE_POINTS);
        for (int i = stride - 1; i < size && distance <= bound; i += stride) {
            distance = Math.max(distance, gap(descending, size, decay, i));
        }
        for (int i = 0; i < size && distance <= bound; i++) {
            distance = Math.max(distance, gap(descending, size, decay, i));
        }
        return distance;
    }

    /** Both sides of the step at a value; the steps inside a tie lie between its ends and cannot be the largest. */
    private static double gap(double[] descending, int size, double decay, int i) {
        double law = Math.exp(-decay * (descending[i] - descending[size - 1]));
        return Math.max(Math.abs(law - (i + 1.0) / size), Math.abs(law - (double) i / size));
    }
}
