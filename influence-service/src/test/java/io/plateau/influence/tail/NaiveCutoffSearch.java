package io.plateau.influence.tail;

import java.util.stream.IntStream;

/** The same search, every candidate's distance in full. */
final class NaiveCutoffSearch {
    private NaiveCutoffSearch() {
    }

    static PowerLawTail search(double[] descending, int minTail) {
        PowerLawTail best = null;
        for (int size = descending.length; size >= minTail; size--) {
            if (size < descending.length && descending[size] == descending[size - 1]) {
                continue;
            }
            int n = size;
            double sum = 0;
            double spread = 0;
            for (int i = 0; i < n; i++) {
                sum += descending[i] - descending[0];
            }
            spread = sum - n * (descending[n - 1] - descending[0]);
            double decay = n / spread;
            double distance = IntStream.range(0, n).mapToDouble(i -> {
                double law = Math.exp(-decay * (descending[i] - descending[n - 1]));
                return Math.max(Math.abs(law - (i + 1.0) / n), Math.abs(law - (double) i / n));
            }).max().orElseThrow();
            if (best == null || distance < best.distance()) {
                best = PowerLawTail.of(descending, n, decay, distance);
            }
        }
        return best;
    }
}
