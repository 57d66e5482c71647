package io.plateau.routing.profile;

/**
 * Sums of attention weight over relative offsets: offset = query position − key position, 0 … O − 1. An offset
 * counts only the rows that can see it: near a context's start there are fewer keys.
 */
public final class OffsetProfile {
    private final double[] weight; // O
    private final double[] rows; // O

    public OffsetProfile(int offsets) {
        weight = new double[offsets];
        rows = new double[offsets];
    }

    /**
     * Adds sums of many rows.
     *
     * @param weights holds the sums of one head at from … from + O − 1
     * @param counts rows that see each offset, at countsFrom … countsFrom + O − 1
     */
    public void add(double[] weights, int from, double[] counts, int countsFrom) {
        for (int offset = 0; offset < weight.length; offset++) {
            weight[offset] += weights[from + offset];
            rows[offset] += counts[countsFrom + offset];
        }
    }

    public int offsets() {
        return weight.length;
    }

    /** Whether any row saw the offset. */
    public boolean sees(int offset) {
        return rows[offset] > 0;
    }

    /** How many rows saw the offset. */
    public long rows(int offset) {
        return (long) rows[offset];
    }

    /** Mean weight at an offset within some row. */
    public double mean(int offset) {
        return weight[offset] / rows[offset];
    }
}
