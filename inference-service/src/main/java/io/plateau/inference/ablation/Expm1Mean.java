package io.plateau.inference.ablation;

import java.util.Arrays;

/**
 * E_pi (exp(r·q + s·B) − 1) in float32, summed over columns as they come. The loops are ones that the compiler turns into
 * vector instructions, hence no call of {@link Math#expm1}: Taylor's series of exp(h) − 1 at h = d / 2^k, then k times
 * exp(2h) − 1 = y (y + 2) with y = exp(h) − 1. Small changes keep their relative precision, which exp(d) − 1 would lose.
 */
final class Expm1Mean {
    static final int LEAST_DOUBLINGS = 3;
    /** Beyond it exp(d) is no float32: 0.35 · 2^9 = 179. */
    private static final int MOST_DOUBLINGS = 9;
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
    private float r;
    private float s;
    private int doublings;

    /** @param width most columns at a time */
    Expm1Mean(int width) {
        y = new float[width];
        sums = new float[width];
        largest = new float[width];
    }

    /** @param times k, at least {@link #LEAST_DOUBLINGS} */
    void begin(float rOfPair, float sOfPair, int times) {
        float scale = 1f / (1 << times);
        r = rOfPair * scale;
        s = sOfPair * scale;
        doublings = times;
        Arrays.fill(sums, 0);
        Arrays.fill(largest, 0);
    }

    void add(float[] q, float[] b, float[] pi, int width) {
        for (int i = 0; i < width; i++) {
            float h = r * q[i] + s * b[i];
            largest[i] = Math.max(largest[i], Math.abs(h));
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

    /** k with which the largest |d| that was seen is within the series. */
    int doublingsNeeded() {
        float most = 0;
        for (float h : largest) {
            most = Math.max(most, h);
        }
        int needed = doublings;
        while (most > SERIES && needed < MOST_DOUBLINGS) {
            most /= 2;
            needed++;
        }
        return needed;
    }

    double value() {
        double sum = 0;
        for (float part : sums) {
            sum += part;
        }
        return sum;
    }
}
