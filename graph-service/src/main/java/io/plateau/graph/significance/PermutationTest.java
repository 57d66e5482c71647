package io.plateau.graph.significance;

/**
 * The rank of a value among those of random sets. The p-value is exact when group and controls are exchangeable:
 * it lies in 1/(1 + controls), 2/(1 + controls), …, 1.
 *
 * @param oneSided (1 + #{control ≥ value}) / (1 + controls)
 * @param twoSided twice the smaller of the two one-sided p-values, at most 1
 */
public record PermutationTest(double oneSided, double twoSided) {
    /** Equal modularities may differ by the order of their sums; ties count against the group. */
    private static final double TIE = 1e-12;

    public static PermutationTest of(double value, double[] controls) {
        int atLeast = 0;
        int atMost = 0;
        for (double control : controls) {
            atLeast += control >= value - TIE ? 1 : 0;
            atMost += control <= value + TIE ? 1 : 0;
        }
        double upper = (1.0 + atLeast) / (1 + controls.length);
        double lower = (1.0 + atMost) / (1 + controls.length);
        return new PermutationTest(upper, Math.min(1, 2 * Math.min(upper, lower)));
    }
}
