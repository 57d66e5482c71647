package io.plateau.statistics.sampling;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

import io.plateau.statistics.random.SplitMix64;

/**
 * Random sets of a set's size and of its distribution over the deciles of a value. They are drawn from all items, those of the set
 * included: each set of these deciles is then equally likely, so that a permutation test of the set against them is exact. Sets drawn from
 * what the set leaves would vary too little, and resemble it too little, the more so the larger its part of a decile.
 */
public final class MatchedSets {
    private static final int DECILES = 10;
    private final int[][] pools;
    private final int[] wanted;

    /**
     * @param values of all items, 0 … n − 1; items of one value are ordered by their number
     * @param set to which the sets are matched, without repetition
     */
    public MatchedSets(double[] values, int[] set) {
        int[] decile = deciles(values);
        pools = IntStream.range(0, DECILES).mapToObj(
                d -> IntStream.range(0, values.length).filter(item -> decile[item] == d).toArray())
                .toArray(int[][]::new);
        wanted = new int[DECILES];
        Arrays.stream(set).forEach(item -> wanted[decile[item]]++);
    }

    private static int[] deciles(double[] values) {
        int[] order = IntStream.range(0, values.length).boxed().sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue).toArray();
        int[] decile = new int[values.length];
        for (int rank = 0; rank < order.length; rank++) {
            decile[order[rank]] = (int) ((long) rank * DECILES / order.length);
        }
        return decile;
    }

    /** One set, ascending. */
    public int[] draw(SplitMix64 random) {
        IntStream.Builder drawn = IntStream.builder();
        for (int d = 0; d < DECILES; d++) {
            int[] pool = pools[d].clone();
            random.choose(pool, wanted[d]);
            Arrays.stream(pool, 0, wanted[d]).forEach(drawn::add);
        }
        return drawn.build().sorted().toArray();
    }
}
