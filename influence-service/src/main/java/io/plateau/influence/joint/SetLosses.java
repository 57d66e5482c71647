package io.plateau.influence.joint;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import org.hipparchus.distribution.continuous.TDistribution;

import io.plateau.statistics.trajectory.ContextValues;

/** Loss changes of one set, per context and token group; contexts ascending. */
public final class SetLosses {
    private static final double LEVEL = 0.975;
    private final TreeMap<Integer, double[]> contexts = new TreeMap<>();

    /** A context: 2 counts, 2 sums of joint and 2 of separate loss changes. */
    void add(int context, int[] counts, int row, JointBlock block, int set) {
        int contextsOfBlock = block.contexts().length;
        double[] held = contexts.computeIfAbsent(context, c -> new double[6]);
        for (int g = 0; g < 2; g++) {
            int at = (set * contextsOfBlock + row) * 2 + g;
            held[g] += counts[row * 2 + g];
            held[2 + g] += block.delta()[at];
            held[4 + g] += block.separate()[at];
        }
    }

    /**
     * A mean over positions.
     *
     * @param mean nats; NaN where the group has no position
     * @param low of the 95 % interval over contexts by Student's t; NaN with fewer than two contexts
     */
    public record Mean(double mean, double low, double high) {
        public double halfWidth() {
            return (high - low) / 2;
        }
    }

    /** Of the set ablated at once; @param group 0 rare, 1 common */
    public Mean joint(int group) {
        return mean(group, held -> held[2 + group]);
    }

    /** At once less one at a time. */
    public Mean synergy(int group) {
        return mean(group, held -> held[2 + group] - held[4 + group]);
    }

    /** Rare less common. */
    public double selectivity() {
        return joint(0).mean() - joint(1).mean();
    }

    private interface Part {
        double of(double[] held);
    }

    private Mean mean(int group, Part part) {
        double[][] occupied = contexts.values().stream().filter(held -> held[group] > 0).toArray(double[][]::new);
        double positions = Arrays.stream(occupied).mapToDouble(held -> held[group]).sum();
        double mean = Arrays.stream(occupied).mapToDouble(part::of).sum() / positions;
        if (occupied.length < 2) {
            return new Mean(mean, Double.NaN, Double.NaN);
        }
        double residuals = Arrays.stream(occupied).mapToDouble(held -> part.of(held) - mean * held[group])
                .map(r -> r * r).sum();
        double error = Math.sqrt(residuals * occupied.length / (occupied.length - 1.0)) / positions;
        double width = new TDistribution(occupied.length - 1).inverseCumulativeProbability(LEVEL) * error;
        return new Mean(mean, mean - width, mean + width);
    }

    /** Rare less common, mean loss change of each context that has both, nats. */
    public ContextValues selectivityByContext() {
        Map<Integer, Double> values = new TreeMap<>();
        contexts.forEach((context, held) -> {
            if (held[0] > 0 && held[1] > 0) {
                values.put(context, held[2] / held[0] - held[3] / held[1]);
            }
        });
        return ContextValues.of(values);
    }

    /** Positions of a group. */
    public long positions(int group) {
        return (long) contexts.values().stream().mapToDouble(held -> held[group]).sum();
    }

    /** Contexts that hold a position of either group. */
    public int contexts() {
        return contexts.size();
    }
}
