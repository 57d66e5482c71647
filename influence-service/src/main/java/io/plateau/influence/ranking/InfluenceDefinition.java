package io.plateau.influence.ranking;

import io.plateau.contracts.specification.RegimeSpecification;
import io.plateau.influence.losses.GroupSums;

/** What the influence of a neuron is (deploy/science, Influence); both are means over a group's positions, nats. */
public enum InfluenceDefinition {
    /** |mean of dL|: the paper's Eq. 1, L being the corpus loss. */
    ABS_OF_MEAN {
        @Override
        public double[] sums(GroupSums group) {
            return group.delta();
        }
    },
    /** Mean of |dL|. */
    MEAN_OF_ABS {
        @Override
        public double[] sums(GroupSums group) {
            return group.absolute();
        }
    };

    /** C × N: the per-context sums the influence is made of. */
    public abstract double[] sums(GroupSums group);

    /** N: influence from sums over all contexts. A sum of |dL| is not negative, so |·| serves both. */
    public static double[] ofTotals(double[] totals, double positions) {
        double[] influence = new double[totals.length];
        for (int n = 0; n < totals.length; n++) {
            influence[n] = Math.abs(totals[n]) / positions;
        }
        return influence;
    }

    /** As a specification asks. */
    public static InfluenceDefinition of(RegimeSpecification.Influence asked) {
        return valueOf(asked.name());
    }
}
