package io.plateau.influence.tail;

import java.util.Optional;

/**
 * Finds the cut-off whose power law lies closest to the influences above it, by Kolmogorov–Smirnov distance
 * (Clauset, Shalizi and Newman 2009, section 3.3). Every distinct influence is tried; a candidate is given up
 * as soon as its distance exceeds the best so far.
 */
public final class CutoffSearch {
    private final int minTail;

    /** @param minTail fewest influences that may lie at or above the cut-off */
    public CutoffSearch(int minTail) {
        this.minTail = minTail;
    }

    /**
     * @param descending M: ln influence, in order of rank
     * @return empty with fewer than minTail influences, or when all that would remain are equal
     */
    public Optional<PowerLawTail> search(double[] descending) {
        int ranks = descending.length;
        double sum = 0;
        double[] sums = new double[ranks];
        for (int i = 0; i < ranks; i++) {
            sum += descending[i] - descending[0];
            sums[i] = sum;
        }
        PowerLawTail best = null;
        double bound = Double.POSITIVE_INFINITY;
        for (int size = ranks; size >= Math.max(2, minTail); size--) {
            boolean distinct = size == ranks || descending[size] < descending[size - 1];
            double spread = sums[size - 1] - size * (descending[size - 1] - descending[0]);
            if (distinct && descending[0] > descending[size - 1]) {
                double decay = size / spread;
                double distance = PowerLawTail.distance(descending, size, decay, bound);
                if (distance < bound) {
                    bound = distance;
                    best = PowerLawTail.of(descending, size, decay, distance);
                }
            }
        }
        return Optional.ofNullable(best);
    }
}
