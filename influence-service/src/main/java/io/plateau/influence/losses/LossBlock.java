package io.plateau.influence.losses;

import java.util.Arrays;

import io.plateau.contracts.UnprocessableException;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * Sums of the loss changes of one block, per context and token group.
 *
 * @param contexts K: indices of the contexts met in the block, ascending
 * @param neurons N
 * @param counts K × 2: number of positions of a context in the groups rare, common
 * @param delta K × 2 × N: Σ dL over those positions, nats
 * @param absolute K × 2 × N: Σ |dL|, nats
 * @param positive K × 2 × N: number of positions with dL &gt; 0
 * @param baseline K × 2: Σ loss without ablation, nats
 * @param frequency null where it is unknown
 */
public record LossBlock(int[] contexts, int neurons, int[] counts, double[] delta, double[] absolute,
        double[] positive, double[] baseline, FrequencySums frequency) {
    private static final int GROUPS = TokenGroup.values().length;

    /**
     * Sums a block in the order of its positions.
     *
     * @param context P: index of the context of each position
     * @param group P: 0 rare, 1 common, 2 neither (left out of the sums)
     * @param baselineLoss P: loss without ablation, nats
     * @param deltaLoss P × N: loss with the neuron ablated minus baseline loss, nats
     * @throws UnprocessableException when the arrays do not fit each other or a group is unknown
     */
    public static LossBlock sum(int[] context, byte[] group, float[] baselineLoss, float[] deltaLoss, int neurons) {
        int positions = context.length;
        if (group.length != positions || deltaLoss.length != (long) positions * neurons) {
            throw new UnprocessableException("a block has " + positions + " context indices, " + group.length
                    + " groups and " + deltaLoss.length + " loss changes of " + neurons
                    + " neurons; every position needs one of each");
        }
        int[] contexts = Arrays.stream(context).distinct().sorted().toArray();
        int[] counts = new int[contexts.length * GROUPS];
        double[] delta = new double[counts.length * neurons];
        double[] absolute = new double[delta.length];
        double[] positive = new double[delta.length];
        double[] baseline = new double[counts.length];
        for (int p = 0; p < positions; p++) {
            if (group[p] < 0 || group[p] > TokenGroup.NEITHER) {
                throw new UnprocessableException("position " + p + " of a block has group " + group[p]
                        + "; it must be 0 (rare), 1 (common) or 2 (neither)");
            }
            if (group[p] != TokenGroup.NEITHER) {
                int cell = Arrays.binarySearch(contexts, context[p]) * GROUPS + group[p];
                counts[cell]++;
                baseline[cell] += baselineLoss[p];
                for (int n = 0, from = p * neurons, to = cell * neurons; n < neurons; n++) {
                    double change = deltaLoss[from + n];
                    delta[to + n] += change;
                    absolute[to + n] += Math.abs(change);
                    positive[to + n] += change > 0 ? 1 : 0;
                }
            }
        }
        return new LossBlock(contexts, neurons, counts, delta, absolute, positive, baseline, null);
    }

    /** With sums of the same positions. */
    public LossBlock with(FrequencySums sums) {
        return new LossBlock(contexts, neurons, counts, delta, absolute, positive, baseline, sums);
    }
}
