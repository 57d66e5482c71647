package io.plateau.inference.ablation;

import java.util.Arrays;

/**
 * E_pi (exp(d') − 1) of d' = r·q + s·(B − E[B]) in float32, summed over columns as they come. The loops are ones that the compiler turns into
 * vector instructions, hence no call of {@link Math#expm1}: Taylor's series of exp(h) − 1 at h = d / 2^k, then k times
 * exp(2h) − 1 = y (y + 2) with y = exp(h) − 1. Small changes keep their relative precision, which exp(d) − 1 would lose.
 */
final class Expm1Mean {
    /** Without a bound on |d'|. */
    static final int LEAST_DOUBLINGS = 3;
    /** With a bound; with more, measuring the largest change is cheaper. */
    private static final int MOST_DOUBLINGS = 5;
    /** Up to here the first term that is left out, h^8/8!, is below a quarter of float32's rounding of h. */
    private static final float SERIES = 0.35f;
    private static final float C2 = 1f / 2;
    private static final float C3 = 1f / 6;
    private static final float C4 = 1f / 24;
    private static final float C5 = 1f / 120;
    private static final float C6 = 1f / 720;
    private static final float C7 = 1f / 5040;
    private static final int LANES = 4;
    private final float[] h;
    private final float[] y;
    private final float[] sums;
    /** Sums of h^8: their 8th root bounds |h|, at less cost than a maximum that respects NaN. */
    private final float[] eighths;
    private float r;
    private float s;
    private float mean;
    private int doublings;
    private boolean measures;
    /** Cache of {@link #most()}; negative until computed. */
    private double most;

    /** @param width most columns at a time; a multiple of four */
    Expm1Mean(int width) {
        h = new float[width];
        y = new float[width];
        sums = new float[width];
        eighths = new float[width];
    }

    /** Of a pair whose largest |d'| is unknown: {@link #doublingsNeeded} shows whether the result can be used. */
    void begin(float rOfPair, float sOfPair, float meanB, int times) {
        begin(rOfPair, sOfPair, meanB, times, true);
    }

    /**
     * Whether the bound is so small that the largest |d'| need not be measured.
     *
     * @param bound on |d'|
     */
    static boolean isBounded(double bound) {
        return bound <= SERIES * (1 << MOST_DOUBLINGS);
    }

    /** As above. */
    void beginBounded(float rOfPair, float sOfPair, float meanB, double bound) {
        int times = 0;
        while (bound > SERIES * (1 << times)) {
            times++;
        }
        begin(rOfPair, sOfPair, meanB, times, false);
    }

    /**
     * @param meanB the value used for E[B]
     * @param times k
     */
    private void begin(float rOfPair, float sOfPair, float meanB, int times, boolean measure) {
        measures = measure;
        float scale = 1f / (1 << times);
        r = rOfPair * scale;
        s = sOfPair * scale;
        mean = meanB;
        doublings = times;
        most = -1;
        Arrays.fill(sums, 0);
        Arrays.fill(eighths, 0);
    }

    /** Loops of one statement or two over few arrays: of longer ones the compiler makes no vector instructions. */
    void add(float[] q, float[] b, float[] pi, int width) {
        changes(r, q, s, b, mean, h, width);
        if (measures) {
            addEighthPowers(h, eighths, width);
        }
        series(h, y, width);
        for (int k = 0; k < doublings; k++) {
            twice(y, width);
        }
        addProducts(pi, y, sums, width);
    }

    private static void changes(float r, float[] q, float s, float[] b, float mean, float[] h, int width) {
        for (int i = 0; i < width; i++) {
            h[i] = r * q[i] + s * (b[i] - mean);
        }
    }

    private static void addEighthPowers(float[] h, float[] eighths, int width) {
        for (int i = 0; i < width; i++) {
            float fourth = h[i] * h[i] * (h[i] * h[i]);
            eighths[i] += fourth * fourth;
        }
    }

    private static void series(float[] h, float[] y, int width) {
        for (int i = 0; i < width; i++) {
            float x = h[i];
            y[i] = x + x * x * (C2 + x * (C3 + x * (C4 + x * (C5 + x * (C6 + x * C7)))));
        }
    }

    private static void twice(float[] y, int width) {
        for (int i = 0; i < width; i++) {
            y[i] = y[i] * (y[i] + 2);
        }
    }

    /** exp(d') − 1 of the columns added last. */
    float[] last() {
        return y;
    }

    /** d' of the columns added last, over {@link #scale()}. */
    float[] lastChanges() {
        return h;
    }

    double scale() {
        return 1 << doublings;
    }

    static void addProducts(float[] pi, float[] y, float[] sums, int width) {
        for (int i = 0; i < width; i++) {
            sums[i] += pi[i] * y[i];
        }
    }

    /** Whether every |d'| seen is finite and small enough for this arithmetic. */
    boolean reaches() {
        return most() * (1 << doublings) <= PairLosses.WIDE;
    }

    /** The number of doublings with which the series covers the largest |d'| seen; for the report. */
    int doublingsNeeded() {
        double most = most();
        int needed = doublings;
        while (most > SERIES) {
            most /= 2;
            needed++;
        }
        return needed;
    }

    /** Upper bound of |h|, at most four times the largest of thousands; NaN if any is NaN. */
    private double most() {
        if (most < 0) {
            most = Math.pow(sum(eighths), 1.0 / 8);
        }
        return most;
    }

    double value() {
        return sum(sums);
    }

    /** Four independent accumulators, so that additions overlap. */
    static double sum(float[] parts) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int i = 0; i < parts.length; i += LANES) {
            first += parts[i];
            second += parts[i + 1];
            third += parts[i + 2];
            fourth += parts[i + 3];
        }
        return first + second + (third + fourth);
    }
}
