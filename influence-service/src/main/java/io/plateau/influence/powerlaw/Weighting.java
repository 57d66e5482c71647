package io.plateau.influence.powerlaw;

import io.plateau.contracts.specification.RegimeSpecification;

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

    /** As a specification asks. */
    public static Weighting of(RegimeSpecification.Weighting asked) {
        return valueOf(asked.name());
    }
}
