package io.plateau.routing.concentration;

import java.util.Arrays;

/**
 * Sorts rows of weights, ascending. The first bits of a float that is not negative, exponent and top of the mantissa, order
 * it as an integer; a row is counted into buckets by them, and what shares a bucket is few and sorted by insertion. A row whose
 * weights crowd into few buckets is left to the library. Reuses its buffers: not thread-safe.
 */
final class AscendingWeights {
    /** Leaves 8 bits of exponent and 3 of mantissa: attention spreads over some ten octaves, so buckets hold one or two. */
    private static final int SHIFT = 20;
    private static final int BUCKETS = 1 << 31 - SHIFT;
    /** Insertion is quicker than the library up to about so many. */
    private static final int CROWD = 32;

    private final int[] counts = new int[BUCKETS + 1];
    private int[] bits = new int[256];
    private float[] sorted = new float[256];

    /**
     * @param weights holds the row at from … from + keys − 1; not changed
     * @return the row, ascending, in the first {@code keys} elements of a buffer that the next call overwrites
     * @throws IllegalArgumentException when one is negative
     */
    float[] of(float[] weights, int from, int keys) {
        if (sorted.length < keys) {
            sorted = new float[Math.max(keys, 2 * sorted.length)];
            bits = new int[sorted.length];
        }
        int lowest = BUCKETS;
        int highest = 0;
        for (int i = 0; i < keys; i++) {
            // Adding zero makes a zero of a negative zero.
            int b = Float.floatToRawIntBits(weights[from + i] + 0f);
            if (b < 0) {
                throw new IllegalArgumentException("the weights of a row must not be negative; one is "
                        + weights[from + i]);
            }
            bits[i] = b;
            int bucket = b >>> SHIFT;
            lowest = Math.min(lowest, bucket);
            highest = Math.max(highest, bucket);
        }
        if (spread(keys, lowest, highest)) {
            insert(keys);
        } else {
            System.arraycopy(weights, from, sorted, 0, keys);
            Arrays.sort(sorted, 0, keys);
        }
        return sorted;
    }

    /** By bucket into {@link #sorted}, unless one of them is crowded. */
    private boolean spread(int keys, int lowest, int highest) {
        Arrays.fill(counts, lowest, highest + 2, 0);
        int most = 0;
        for (int i = 0; i < keys; i++) {
            most = Math.max(most, ++counts[(bits[i] >>> SHIFT) + 1]);
        }
        if (most > CROWD) {
            return false;
        }
        for (int b = lowest; b <= highest; b++) {
            counts[b + 1] += counts[b];
        }
        for (int i = 0; i < keys; i++) {
            sorted[counts[bits[i] >>> SHIFT]++] = Float.intBitsToFloat(bits[i]);
        }
        return true;
    }

    private void insert(int keys) {
        for (int i = 1; i < keys; i++) {
            float value = sorted[i];
            int to = i;
            while (to > 0 && sorted[to - 1] > value) {
                sorted[to] = sorted[to - 1];
                to--;
            }
            sorted[to] = value;
        }
    }
}
