package io.plateau.influence.effects;

import io.plateau.statistics.tokens.TokenGroup;
import io.plateau.statistics.trajectory.ContextParts;

/**
 * Effects of every neuron on one token group.
 *
 * @param positions of the group; where there are none, means are NaN
 * @param contexts that hold one
 * @param mean per {@link Effect}, N: over the positions, nats
 * @param standardError of the mean, clustered by context, nats; NaN with fewer than two contexts
 * @param partMean by part of the contexts ({@link ContextParts}), as {@code mean}; null of a part without a position of the group
 */
public record GroupEffects(TokenGroup group, long positions, int contexts, double[][] mean, double[][] standardError,
        double[][][] partMean) {

    public double mean(Effect effect, int neuron) {
        return mean[effect.ordinal()][neuron];
    }

    public double standardError(Effect effect, int neuron) {
        return standardError[effect.ordinal()][neuron];
    }

    public int neurons() {
        return mean[0].length;
    }
}
