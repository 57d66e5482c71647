package io.plateau.influence.losses;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.plateau.contracts.UnprocessableException;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * The blocks of an experiment reduced to one row per context and group, contexts ascending. Blocks are added
 * in block order, so that the sums have the same bits whatever the order in which blocks arrived.
 */
public final class ContextSums {
    private final int neurons;
    private final Map<Integer, Row> rows = new TreeMap<>();
    /** 2 × N, over all contexts: counts are exact in any order. */
    private final double[] positive;

    public ContextSums(int neurons) {
        this.neurons = neurons;
        this.positive = new double[2 * neurons];
    }

    /**
     * Adds the next block.
     *
     * @throws UnprocessableException when the block has another number of neurons
     */
    public void add(LossBlock block) {
        if (block.neurons() != neurons) {
            throw new UnprocessableException("a block of loss changes has " + block.neurons()
                    + " neurons where the experiment's other blocks have " + neurons);
        }
        for (int k = 0; k < block.contexts().length; k++) {
            rows.computeIfAbsent(block.contexts()[k], c -> new Row(neurons)).add(block, k);
        }
        for (int i = 0; i < block.positive().length; i++) {
            positive[i % positive.length] += block.positive()[i];
        }
    }

    /**
     * Puts other sums of some neurons in place of these.
     *
     * @param chosen the neurons that the other's columns are of
     * @throws UnprocessableException when the other is of other contexts or positions
     */
    public void replace(int[] chosen, ContextSums other) {
        boolean same = other.rows.keySet().equals(rows.keySet()) && chosen.length == other.neurons
                && rows.entrySet().stream().allMatch(row -> Arrays.equals(row.getValue().counts,
                        other.rows.get(row.getKey()).counts));
        if (!same) {
            throw new UnprocessableException("the loss changes of " + chosen.length
                    + " neurons that were computed again are not of the positions of the others");
        }
        for (int g = 0; g < 2; g++) {
            for (int i = 0; i < chosen.length; i++) {
                int to = g * neurons + chosen[i];
                int from = g * other.neurons + i;
                positive[to] = other.positive[from];
                rows.forEach((context, row) -> {
                    row.delta[to] = other.rows.get(context).delta[from];
                    row.absolute[to] = other.rows.get(context).absolute[from];
                });
            }
        }
    }

    /** The sums of one group; both groups have the same contexts in the same order. */
    public GroupSums group(TokenGroup group) {
        List<Row> ordered = new ArrayList<>(rows.values());
        int contexts = ordered.size();
        int[] counts = new int[contexts];
        double[] delta = new double[contexts * neurons];
        double[] absolute = new double[contexts * neurons];
        int g = group.ordinal();
        for (int c = 0; c < contexts; c++) {
            Row row = ordered.get(c);
            counts[c] = row.counts[g];
            System.arraycopy(row.delta, g * neurons, delta, c * neurons, neurons);
            System.arraycopy(row.absolute, g * neurons, absolute, c * neurons, neurons);
        }
        return new GroupSums(neurons, counts, delta, absolute,
                Arrays.copyOfRange(positive, g * neurons, (g + 1) * neurons));
    }

    /** Indices of the contexts, ascending: of the rows of either group. */
    public int[] indices() {
        return rows.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    /** C: sum of the group's losses without ablation in each context, nats. */
    public double[] baseline(TokenGroup group) {
        return rows.values().stream().mapToDouble(row -> row.baseline[group.ordinal()]).toArray();
    }

    /** Whether all blocks relate predictions to token frequencies. */
    public boolean haveFrequencies() {
        return rows.values().stream().allMatch(row -> row.frequency != null);
    }

    /** C: sum over the group of KL(prediction ‖ frequencies) in each context, nats. */
    public double[] divergence(TokenGroup group) {
        return rows.values().stream().mapToDouble(row -> row.frequency[group.ordinal()]).toArray();
    }

    /** C: correlation of loss and log frequency over the context's targets of both groups; NaN where either does not vary. */
    public double[] frequencyCorrelation() {
        return rows.values().stream().mapToDouble(row -> FrequencySums.correlation(row.counts[0] + row.counts[1],
                row.baseline[0] + row.baseline[1], row.frequency)).toArray();
    }

    /** Contexts that hold a position of the group. */
    public int contexts(TokenGroup group) {
        return (int) rows.values().stream().filter(row -> row.counts[group.ordinal()] > 0).count();
    }

    /** Both groups, contexts with the same losses merged into one. */
    public Map<TokenGroup, GroupSums> distinct() {
        List<GroupSums> all = Arrays.stream(TokenGroup.values()).map(this::group).toList();
        int[] representatives = DistinctContexts.representatives(all);
        Map<TokenGroup, GroupSums> groups = new EnumMap<>(TokenGroup.class);
        for (TokenGroup group : TokenGroup.values()) {
            groups.put(group, DistinctContexts.merged(all.get(group.ordinal()), representatives));
        }
        return groups;
    }

    /** One context: 2 counts and 2 × N sums, rare first. */
    private static final class Row {
        private final int[] counts = new int[2];
        private final double[] baseline = new double[2];
        /** Null where a block does not say. */
        private double[] frequency = new double[FrequencySums.COLUMNS];
        private final double[] delta;
        private final double[] absolute;

        Row(int neurons) {
            delta = new double[2 * neurons];
            absolute = new double[2 * neurons];
        }

        void add(LossBlock block, int k) {
            counts[0] += block.counts()[2 * k];
            counts[1] += block.counts()[2 * k + 1];
            baseline[0] += block.baseline()[2 * k];
            baseline[1] += block.baseline()[2 * k + 1];
            if (block.frequency() == null) {
                frequency = null;
            }
            for (int i = 0; frequency != null && i < frequency.length; i++) {
                frequency[i] += block.frequency().values()[k * frequency.length + i];
            }
            int from = k * delta.length;
            for (int i = 0; i < delta.length; i++) {
                delta[i] += block.delta()[from + i];
                absolute[i] += block.absolute()[from + i];
            }
        }
    }
}
