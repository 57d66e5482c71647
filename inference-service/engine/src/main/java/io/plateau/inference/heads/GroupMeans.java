package io.plateau.inference.heads;

import java.util.ArrayList;
import java.util.List;

/** Reduces activations to means over the target positions of each context and group, in double precision. */
public final class GroupMeans implements HeadAblator.Visitor {
    private static final int GROUPS = 2;
    private final int[][] targets;
    private final byte[][] groups;
    private final int length;
    private final int neurons;
    private final int[] counts;
    private final List<Target> rows = new ArrayList<>();
    private final List<float[]> absolute = new ArrayList<>();
    private final List<float[]> signed = new ArrayList<>();

    /**
     * @param targets per context the target positions
     * @param groups likewise: 0 rare, 1 common, 2 neither
     * @param length T
     * @param neurons M
     */
    public GroupMeans(int[][] targets, byte[][] groups, int length, int neurons) {
        this.targets = targets;
        this.groups = groups;
        this.length = length;
        this.neurons = neurons;
        this.counts = new int[targets.length * GROUPS];
        for (int k = 0; k < targets.length; k++) {
            for (byte group : groups[k]) {
                if (group < GROUPS) {
                    counts[k * GROUPS + group]++;
                }
            }
        }
    }

    @Override
    public void visit(Target target, float[] activations) {
        double[] sums = new double[counts.length * neurons];
        double[] absoluteSums = new double[sums.length];
        for (int k = 0; k < targets.length; k++) {
            for (int i = 0; i < targets[k].length; i++) {
                if (groups[k][i] < GROUPS) {
                    int from = (k * length + targets[k][i]) * neurons;
                    int to = (k * GROUPS + groups[k][i]) * neurons;
                    for (int m = 0; m < neurons; m++) {
                        sums[to + m] += activations[from + m];
                        absoluteSums[to + m] += Math.abs(activations[from + m]);
                    }
                }
            }
        }
        rows.add(target);
        absolute.add(means(absoluteSums));
        signed.add(means(sums));
    }

    /** A. */
    public List<Target> rows() {
        return List.copyOf(rows);
    }

    /** K, 2. */
    public int[] counts() {
        return counts.clone();
    }

    /** A, K, 2, M: mean of |a|; 0 where the count is 0. */
    public float[] meanAbsolute() {
        return joined(absolute);
    }

    /** A, K, 2, M: mean of a, likewise. */
    public float[] meanSigned() {
        return joined(signed);
    }

    private float[] means(double[] sums) {
        float[] means = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            means[i] = (float) (sums[i] / Math.max(1, counts[i / neurons]));
        }
        return means;
    }

    private static float[] joined(List<float[]> parts) {
        int each = parts.get(0).length;
        float[] all = new float[parts.size() * each];
        for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(parts.get(i), 0, all, i * each, each);
        }
        return all;
    }
}
