package io.plateau.statistics.random;

import java.util.function.IntUnaryOperator;

/** The shuffle of Fisher and Yates (Knuth 1997, algorithm P). */
public final class FisherYates {
    private FisherYates() {
    }

    /**
     * In place, from the last element down.
     *
     * @param below a uniform draw from 0 … bound − 1, given the bound
     */
    public static void shuffle(int[] values, IntUnaryOperator below) {
        for (int i = values.length - 1; i > 0; i--) {
            swap(values, i, below.applyAsInt(i + 1));
        }
    }

    static void swap(int[] values, int i, int j) {
        int kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }
}
