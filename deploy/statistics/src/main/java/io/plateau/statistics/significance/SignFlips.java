package io.plateau.statistics.significance;

import io.plateau.statistics.random.SplitMix64;

/**
 * Whether paired differences are symmetric about zero: their sum among the sums under random signs (Fisher 1935). Exact where
 * the two of a pair are exchangeable.
 */
public final class SignFlips {
    /** Up to here all signs are tried. */
    private static final int ENUMERATED = 12;
    /** Equal sums may differ by the order of their terms; ties count against the difference. */
    private static final double TIE = 1e-12;

    private SignFlips() {
    }

    /**
     * Two-sided p-value, the share of all signs, or of as many random ones as are requested, with a sum at least as far from
     * zero; null without differences.
     *
     * @param draws of signs where there are too many to try them all
     */
    public static Double twoSided(double[] differences, int draws, SplitMix64 random) {
        if (differences.length == 0) {
            return null;
        }
        double size = 0;
        double observed = 0;
        for (double difference : differences) {
            observed += difference;
            size += Math.abs(difference);
        }
        double limit = Math.abs(observed) - TIE * size;
        if (differences.length <= ENUMERATED) {
            int all = 1 << differences.length;
            int extreme = 0;
            for (int signs = 0; signs < all; signs++) {
                extreme += Math.abs(sum(differences, signs)) >= limit ? 1 : 0;
            }
            return (double) extreme / all;
        }
        int extreme = 0;
        for (int draw = 0; draw < draws; draw++) {
            extreme += Math.abs(sum(differences, random)) >= limit ? 1 : 0;
        }
        return PermutationTest.pValue(extreme, draws);
    }

    private static double sum(double[] differences, int signs) {
        double sum = 0;
        for (int i = 0; i < differences.length; i++) {
            sum += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
        }
        return sum;
    }

    private static double sum(double[] differences, SplitMix64 random) {
        double sum = 0;
        long signs = 0;
        for (int i = 0; i < differences.length; i++) {
            signs = i % Long.SIZE == 0 ? random.nextLong() : signs >>> 1;
            sum += (signs & 1) == 0 ? differences[i] : -differences[i];
        }
        return sum;
    }
}
