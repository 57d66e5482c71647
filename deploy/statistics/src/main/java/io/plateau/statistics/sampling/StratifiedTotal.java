package io.plateau.statistics.sampling;

/**
 * A total over strata, estimated by draws whose value, divided by its probability, estimates the total of their stratum (Horvitz and
 * Thompson, 1952).
 *
 * @param strata of the population
 * @param draws in each stratum
 */
public record StratifiedTotal(int strata, int draws) {

    /** @param sum of all estimates, over strata and draws */
    public double total(double sum) {
        return sum / draws;
    }

    /**
     * Standard error of {@link #total}: as if all estimates were draws from one stratum, which is no smaller than that of draws from
     * each. Infinite with a single estimate.
     *
     * @param squares sum of the squares of all estimates
     */
    public double standardError(double sum, double squares) {
        int all = strata * draws;
        return all < 2
                ? Double.POSITIVE_INFINITY
                : Math.sqrt(Math.max(0, squares - sum * sum / all) / (all - 1) * strata / draws);
    }
}
