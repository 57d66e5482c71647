package io.plateau.influence.powerlaw;

/** Weights of the ranks in every fit of ln influence on ln rank. */
public enum Weighting {
    /** 1/rank: each octave of ranks counts alike. */
    INVERSE_RANK {
        @Override
        double of(int rank) {
            return 1.0 / rank;
        }
    },
    /** 1: each neuron counts alike. */
    UNWEIGHTED {
        @Override
        double of(int rank) {
            return 1.0;
        }
    };

    abstract double of(int rank);

    /** The weighting a specification names: {@code inverse-rank} or {@code unweighted}. */
    public static Weighting named(String name) {
        return "unweighted".equals(name) ? UNWEIGHTED : INVERSE_RANK;
    }
}
