package io.plateau.influence.losses;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Contexts with the same losses, a text that recurs, are one observation and not several: they are merged before anything
 * is resampled or tested over contexts.
 */
final class DistinctContexts {
    /**
     * Two contexts are the same where their vectors of mean loss changes lie within this share of the longer one's length.
     * Different texts differ by about that length; float32 moves the same text's by some 1e-5 of it.
     */
    private static final double SAME = 1e-3;

    private DistinctContexts() {
    }

    /**
     * @param groups with the same contexts in the same order
     * @return C: the first context that is the same as each
     */
    static int[] representatives(List<GroupSums> groups) {
        int contexts = groups.get(0).contexts();
        double[][] lengths = groups.stream().map(DistinctContexts::lengths).toArray(double[][]::new);
        int[] first = new int[contexts];
        for (int c = 0; c < contexts; c++) {
            int context = c;
            first[c] = IntStream.range(0, c).filter(b -> first[b] == b && IntStream.range(0, groups.size())
                    .allMatch(g -> same(groups.get(g), b, context, lengths[g]))).findFirst().orElse(c);
        }
        return first;
    }

    /** The sums of each context and of those that it represents. */
    static GroupSums merged(GroupSums group, int[] representatives) {
        int neurons = group.neurons();
        int[] kept = IntStream.range(0, representatives.length).filter(c -> representatives[c] == c).toArray();
        if (kept.length == representatives.length) {
            return group;
        }
        int[] counts = new int[kept.length];
        double[] delta = new double[kept.length * neurons];
        double[] absolute = new double[delta.length];
        for (int c = 0; c < representatives.length; c++) {
            int to = Arrays.binarySearch(kept, representatives[c]);
            counts[to] += group.counts()[c];
            for (int n = 0; n < neurons; n++) {
                delta[to * neurons + n] += group.delta()[c * neurons + n];
                absolute[to * neurons + n] += group.absolute()[c * neurons + n];
            }
        }
        return new GroupSums(neurons, counts, delta, absolute, group.positive());
    }

    private static double[] lengths(GroupSums group) {
        int neurons = group.neurons();
        double[] lengths = new double[group.contexts()];
        for (int c = 0; c < lengths.length; c++) {
            double squares = 0;
            for (int n = 0; n < neurons; n++) {
                squares += group.delta()[c * neurons + n] * group.delta()[c * neurons + n];
            }
            lengths[c] = Math.sqrt(squares) / Math.max(1, group.counts()[c]);
        }
        return lengths;
    }

    private static boolean same(GroupSums group, int a, int b, double[] lengths) {
        int countA = group.counts()[a];
        int countB = group.counts()[b];
        if (countA == 0 || countB == 0) {
            return countA == countB;
        }
        double reach = SAME * Math.max(lengths[a], lengths[b]);
        double squares = 0;
        // Different contexts mostly part at the first neuron.
        for (int n = 0, N = group.neurons(); n < N && squares <= reach * reach; n++) {
            double difference = group.delta()[a * N + n] / countA - group.delta()[b * N + n] / countB;
            squares += difference * difference;
        }
        return squares <= reach * reach;
    }
}
