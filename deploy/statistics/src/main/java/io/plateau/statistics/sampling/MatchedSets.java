package io.plateau.statistics.sampling;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

import io.plateau.statistics.random.SplitMix64;

/**
 * Random sets of a set's size and of its distribution over the deciles of a value. Where a decile has too few items left, the
 * nearest deciles, the lower first, give theirs.
 */
public final class MatchedSets {
    private static final int DECILES = 10;
    private final int[][] pools;
    private final int[] wanted;

    /**
     * @param values of all items, 0 … n − 1; items of one value are ordered by their number
     * @param set to which the sets are matched
     * @param excluded items that are never drawn
     */
    public MatchedSets(double[] values, int[] set, int[] excluded) {
        int[] decile = deciles(values);
        boolean[] out = new boolean[values.length];
        Arrays.stream(excluded).forEach(item -> out[item] = true);
        pools = IntStream.range(0, DECILES).mapToObj(
                d -> IntStream.range(0, values.length).filter(item -> decile[item] == d && !out[item]).toArray())
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

    /** Whether there are enough items to draw from. */
    public boolean arePossible() {
        return Arrays.stream(pools).mapToInt(pool -> pool.length).sum() >= Arrays.stream(wanted).sum();
    }

    /**
     * One set, ascending.
     *
     * @throws IllegalStateException when there are too few items
     */
    public int[] draw(SplitMix64 random) {
        if (!arePossible()) {
            throw new IllegalStateException("too few items are left to draw a matched set from");
        }
        int[] taken = new int[DECILES];
        int[][] shuffled = new int[DECILES][];
        for (int d = 0; d < DECILES; d++) {
            shuffled[d] = pools[d].clone();
            random.shuffle(shuffled[d]);
        }
        IntStream.Builder drawn = IntStream.builder();
        int[] missing = new int[DECILES];
        for (int d = 0; d < DECILES; d++) {
            taken[d] = Math.min(wanted[d], shuffled[d].length);
            missing[d] = wanted[d] - taken[d];
            Arrays.stream(shuffled[d], 0, taken[d]).forEach(drawn::add);
        }
        for (int d = 0; d < DECILES; d++) {
            for (int distance = 1; missing[d] > 0; distance++) {
                for (int near : new int[]{d - distance, d + distance}) {
                    while (near >= 0 && near < DECILES && missing[d] > 0 && taken[near] < shuffled[near].length) {
                        drawn.add(shuffled[near][taken[near]++]);
                        missing[d]--;
                    }
                }
            }
        }
        return drawn.build().sorted().toArray();
    }
}
