package io.plateau.influence.ranking;

import java.util.function.IntUnaryOperator;

import io.plateau.influence.losses.GroupSums;

/** The neurons' means over positions, from the sums of contexts, each counted so many times. */
public final class ContextMeans {
    private final GroupSums group;
    private final double[] sums;

    public ContextMeans(GroupSums group, InfluenceDefinition definition) {
        this.group = group;
        this.sums = definition.sums(group);
    }

    public GroupSums group() {
        return group;
    }

    /**
     * N: mean with sign, nats; NaN without a position. Contexts are added in ascending order.
     *
     * @param times how often context c counts
     */
    public double[] of(IntUnaryOperator times) {
        int neurons = group.neurons();
        double[] mean = new double[neurons];
        long positions = 0;
        for (int c = 0; c < group.contexts(); c++) {
            int weight = times.applyAsInt(c);
            if (weight > 0) {
                positions += (long) weight * group.counts()[c];
                for (int n = 0, from = c * neurons; n < neurons; n++) {
                    mean[n] += weight * sums[from + n];
                }
            }
        }
        for (int n = 0; n < neurons; n++) {
            mean[n] /= positions;
        }
        return mean;
    }
}
