package io.plateau.routing.concentration;

/** The definition: mean absolute difference of all pairs over twice the mean. O(n²). */
public final class NaiveGini {
    private NaiveGini() {
    }

    public static double of(float[] weights, int from, int keys) {
        double differences = 0;
        double sum = 0;
        for (int i = from; i < from + keys; i++) {
            sum += weights[i];
            for (int j = from; j < from + keys; j++) {
                differences += Math.abs((double) weights[i] - weights[j]);
            }
        }
        double mean = sum / keys;
        return differences / ((double) keys * keys) / (2 * mean);
    }
}
