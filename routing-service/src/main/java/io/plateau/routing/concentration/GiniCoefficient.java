package io.plateau.routing.concentration;

import java.util.Arrays;

/**
 * Gini coefficient of an attention row over the n keys it may see: 0 when all keys weigh alike, (n − 1) / n
 * when one key has all the weight; 0 for a row of one key.
 *
 * <p>
 * With the weights ascending, G = 2 Σ i·w(i) / (n Σ w) − (n + 1) / n, i from 1 (Gini 1914; equal to the mean
 * absolute difference of all pairs over twice the mean). O(n log n). Reuses one buffer: not thread-safe.
 */
public final class GiniCoefficient {
    private final Concentration concentration;
    private float[] sorted = new float[256];

    public GiniCoefficient() {
        this(Concentration.GINI);
    }

    public GiniCoefficient(Concentration concentration) {
        this.concentration = concentration;
    }

    /**
     * @param weights holds the row at from … from + keys − 1; not changed
     * @param keys n, at least 1; at least 2 where it is adjusted
     * @throws IllegalArgumentException when the row is empty, has a negative weight or no positive one
     */
    public double of(float[] weights, int from, int keys) {
        if (keys < 1 || !concentration.measures(keys)) {
            throw new IllegalArgumentException("a row of " + keys + " keys has no such coefficient");
        }
        if (sorted.length < keys) {
            sorted = new float[Math.max(keys, 2 * sorted.length)];
        }
        System.arraycopy(weights, from, sorted, 0, keys);
        Arrays.sort(sorted, 0, keys);
        double sum = 0;
        double ranked = 0;
        for (int i = 0; i < keys; i++) {
            sum += sorted[i];
            ranked += (i + 1.0) * sorted[i];
        }
        if (sorted[0] < 0 || !(sum > 0)) {
            throw new IllegalArgumentException("the Gini coefficient needs weights of which none is negative and one"
                    + " is positive; the smallest is " + sorted[0] + ", the sum " + sum);
        }
        // Rounding may leave equal weights a hair below zero.
        return concentration.scaled(Math.max(0, 2 * ranked / (keys * sum) - (keys + 1.0) / keys), keys);
    }
}
