package io.plateau.routing.concentration;

/**
 * Gini coefficient of an attention row over the n keys it may see: 0 when all keys weigh alike, (n − 1) / n
 * when one key has all the weight; 0 for a row of one key.
 *
 * <p>
 * With the weights ascending, G = 2 Σ i·w(i) / (n Σ w) − (n + 1) / n, i from 1 (Gini 1914; equal to the mean
 * absolute difference of all pairs over twice the mean). Reuses its buffers: not thread-safe.
 */
public final class GiniCoefficient {
    private final Concentration concentration;
    private final AscendingWeights ascending = new AscendingWeights();

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
        float[] sorted = ascending.of(weights, from, keys);
        double sum = 0;
        double ranked = 0;
        for (int i = 0; i < keys; i++) {
            sum += sorted[i];
            ranked += (i + 1.0) * sorted[i];
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException(
                    "the Gini coefficient needs weights of which one is positive; their sum is " + sum);
        }
        // Rounding may leave equal weights a hair below zero.
        return concentration.scaled(Math.max(0, 2 * ranked / (keys * sum) - (keys + 1.0) / keys), keys);
    }
}
