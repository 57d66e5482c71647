package io.plateau.validity.truth;

/** ln influence of each rank, planted. */
@FunctionalInterface
public interface RankingLaw {

    double at(int rank);

    static RankingLaw power(double kappa) {
        return rank -> -5 - kappa * Math.log(rank);
    }

    /** The first ranks lie above the law. */
    default RankingLaw lifted(int head, double by) {
        return rank -> at(rank) + (rank <= head ? by : 0);
    }

    /** The first ranks have the influence of the last of them. */
    default RankingLaw flattened(int head) {
        return rank -> at(Math.max(rank, head));
    }

    /** Behind a rank it falls by another exponent. */
    default RankingLaw decaying(int last, double kappa) {
        return rank -> at(Math.min(rank, last)) - kappa * Math.log(Math.max(1, (double) rank / last));
    }
}
