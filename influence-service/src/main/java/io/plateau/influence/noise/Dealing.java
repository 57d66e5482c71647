package io.plateau.influence.noise;

import java.util.Arrays;
import java.util.SplittableRandom;

import io.plateau.statistics.random.FisherYates;

/**
 * Contexts dealt at random, into halves for the cross-fitted curve and into groups for the jackknife.
 *
 * @param firstHalf C: whether a context is in the first half
 * @param group C: 0 … groups − 1; −1 where the context was not dealt
 * @param groups of sizes that differ by at most one
 */
public record Dealing(boolean[] firstHalf, int[] group, int groups) {
    /** More groups are more corrections to compute; with ten the standard error has nine degrees of freedom. */
    private static final int GROUPS = 10;

    /**
     * @param contexts C
     * @param dealt the contexts that are dealt
     */
    public static Dealing of(int contexts, int[] dealt, SplittableRandom random) {
        boolean[] firstHalf = new boolean[contexts];
        int[] order = shuffled(dealt, random);
        for (int i = 0; i < order.length / 2; i++) {
            firstHalf[order[i]] = true;
        }
        int groups = Math.min(GROUPS, dealt.length);
        int[] group = new int[contexts];
        Arrays.fill(group, -1);
        order = shuffled(dealt, random);
        for (int i = 0; i < order.length; i++) {
            group[order[i]] = i % groups;
        }
        return new Dealing(firstHalf, group, groups);
    }

    private static int[] shuffled(int[] values, SplittableRandom random) {
        int[] order = values.clone();
        FisherYates.shuffle(order, random::nextInt);
        return order;
    }
}
