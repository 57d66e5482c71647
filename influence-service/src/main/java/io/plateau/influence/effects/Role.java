package io.plateau.influence.effects;

import java.util.Arrays;

import io.plateau.contracts.Labelled;
import io.plateau.contracts.specification.MechanismSpecification;

/** What a neuron does to the predictions of a token group (deploy/science, Roles). */
public enum Role implements Labelled {
    /** Acts through the final norm's scale, along directions that the unembedding hardly reads. */
    CONFIDENCE,
    /** Moves predictions along the unigram direction. */
    FREQUENCY,
    /** Acts directly; its ablation raises the loss. */
    PREDICTION,
    /** Acts directly; its ablation lowers the loss. */
    SUPPRESSION,
    /** None of these dominates. */
    MIXED;

    /**
     * N: the first role that applies, in the order of declaration.
     *
     * @param mean of each {@link Effect}, N: nats
     */
    static Role[] of(double[][] mean, double[] nullSpaceShare, MechanismSpecification rule) {
        Role[] roles = new Role[nullSpaceShare.length];
        double bound = largest(nullSpaceShare, rule.nullSpaceTop());
        for (int n = 0; n < roles.length; n++) {
            double total = Math.abs(mean[Effect.TOTAL.ordinal()][n]);
            double direct = mean[Effect.DIRECT.ordinal()][n];
            double norm = Math.abs(mean[Effect.NORM_MEDIATED.ordinal()][n]);
            double frequency = Math.abs(mean[Effect.FREQUENCY_MEDIATED.ordinal()][n]);
            if (total > 0 && norm >= rule.confidenceShare() * total && nullSpaceShare[n] >= bound) {
                roles[n] = CONFIDENCE;
            } else if (total > 0 && frequency >= rule.frequencyShare() * total) {
                roles[n] = FREQUENCY;
            } else if (Math.abs(direct) > Math.max(norm, frequency)) {
                roles[n] = direct > 0 ? PREDICTION : SUPPRESSION;
            } else {
                roles[n] = MIXED;
            }
        }
        return roles;
    }

    /** The smallest of the share of the values that are largest; none is as large where the share is none of them. */
    private static double largest(double[] values, double share) {
        int count = (int) Math.round(share * values.length);
        double[] ascending = Arrays.stream(values).sorted().toArray();
        return count == 0 ? Double.POSITIVE_INFINITY : ascending[values.length - count];
    }
}
