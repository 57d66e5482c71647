package io.plateau.statistics.significance;

/**
 * The rank of a value among those of random sets. The p-value is exact when the value and its controls are exchangeable:
 * it lies in 1/(1 + controls), 2/(1 + controls), …, 1.
 *
 * @param oneSided (1 + #{control ≥ value}) / (1 + controls)
 * @param twoSided twice the smaller of the two one-sided p-values, at most 1
 */
public record PermutationTest(double oneSided, double twoSided) {
    /** Equal values may differ by the order of their sums; ties count against the value. */
    private static final double TIE = 1e-12;

    public static PermutationTest of(double value, double[] controls) {
        int atLeast = 0;
        int atMost = 0;
        for (double control : controls) {
            atLeast += atLeast(control, value) ? 1 : 0;
            atMost += control <= value + TIE ? 1 : 0;
        }
        double upper = pValue(atLeast, controls.length);
        double lower = pValue(atMost, controls.length);
        return new PermutationTest(upper, Math.min(1, 2 * Math.min(upper, lower)));
    }

    /**
     * The p-value of a Monte Carlo test; the observation counts as one of the draws, so it is never 0 (Phipson and Smyth
     * 2010).
     *
     * @param asExtreme random draws at least as extreme as the observation
     * @param draws how many there were
     */
    public static double pValue(long asExtreme, long draws) {
        return (1.0 + asExtreme) / (1.0 + draws);
    }

    /** Whether a random value is at least the observed one, equal up to rounding included. */
    public static boolean atLeast(double random, double observed) {
        return random >= observed - TIE;
    }
}
