package io.plateau.inference.ablation;

import java.util.Arrays;

/**
 * E_pi (exp(d') − 1) of d' = r·q + s·(B − E[B]) in float32, summed over columns as they come. The loops are ones that the compiler turns into
 * vector instructions, hence no call of {@link Math#expm1}: Taylor's series of exp(h) − 1 at h = d / 2^k, then k times
 * exp(2h) − 1 = y (y + 2) with y = exp(h) − 1. Small changes keep their relative precision, which exp(d) − 1 would lose.
 */
final class Expm1Mean {
    static final int LEAST_DOUBLINGS = 3;
    /** Nineteen doublings, each of which rounds once. */
    private static final double FURTHEST = 1e5;
    /** Up to here the first term that is left out, h^8/8!, is below a quarter of float32's rounding of h. */
    private static final float SERIES = 0.35f;
    private static final float C2 = 1f / 2;
    private static final float C3 = 1f / 6;
    private static final float C4 = 1f / 24;
    private static final float C5 = 1f / 120;
    private static final float C6 = 1f / 720;
    private static final float C7 = 1f / 5040;
    private final float[] y;
    private final float[] sums;
    private final float[] largest;
    private final float[] highest;
    private float r;
    private float s;
    private float mean;
    private int doublings;

    /** @param width most columns at a time */
    Expm1Mean(int width) {
        y = new float[width];
        sums = new float[width];
        largest = new float[width];
        highest = new float[width];
    }

    /**
     * @param meanB what stands for E[B]
     * @param times k, at least {@link #LEAST_DOUBLINGS}
     */
    void begin(float rOfPair, float sOfPair, float meanB, int times) {
        float scale = 1f / (1 << times);
        r = rOfPair * scale;
        s = sOfPair * scale;
        mean = meanB;
        doublings = times;
        Arrays.fill(sums, 0);
        Arrays.fill(largest, 0);
        Arrays.fill(highest, 0);
    }

    void add(float[] q, float[] b, float[] pi, int width) {
        for (int i = 0; i < width; i++) {
            float h = r * q[i] + s * (b[i] - mean);
            largest[i] = Math.max(largest[i], Math.abs(h));
            highest[i] = Math.max(highest[i], h);
            float once = h + h * h * (C2 + h * (C3 + h * (C4 + h * (C5 + h * (C6 + h * C7)))));
            float twice = once * (once + 2);
            float fourTimes = twice * (twice + 2);
            y[i] = fourTimes * (fourTimes + 2);
        }
        for (int k = LEAST_DOUBLINGS; k < doublings; k++) {
            for (int i = 0; i < width; i++) {
                y[i] = y[i] * (y[i] + 2);
            }
        }
        for (int i = 0; i < width; i++) {
            sums[i] += pi[i] * y[i];
        }
    }

    /** Whether every d' that was seen is a number within the reach of this arithmetic. */
    boolean reaches() {
        double scale = 1 << doublings;
        return most(highest) * scale <= PairLosses.WIDE && most(largest) * scale <= FURTHEST;
    }

    /** The number of doublings with which the series covers the largest |d'| seen; for the report. */
    int doublingsNeeded() {
        float most = most(largest);
        int needed = doublings;
        while (most > SERIES) {
            most /= 2;
            needed++;
        }
        return needed;
    }

    private static float most(float[] values) {
        float most = 0;
        for (float value : values) {
            most = Math.max(most, value);
        }
        return most;
    }

    double value() {
        double sum = 0;
        for (float part : sums) {
            sum += part;
        }
        return sum;
    }
}
