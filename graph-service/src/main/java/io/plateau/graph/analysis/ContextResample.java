package io.plateau.graph.analysis;

import java.util.Arrays;

import io.plateau.statistics.random.SplitMix64;

/** Draws contexts with replacement: observations of one context are not independent, so they come and go together. */
final class ContextResample {
    private final int[] contextOf;
    private final int contexts;

    /** @param context P: which context each observation comes from */
    ContextResample(int[] context) {
        int[] distinct = Arrays.stream(context).distinct().sorted().toArray();
        contexts = distinct.length;
        contextOf = Arrays.stream(context).map(c -> Arrays.binarySearch(distinct, c)).toArray();
    }

    /** P: how often each observation was drawn. */
    int[] draw(SplitMix64 random) {
        int[] drawn = new int[contexts];
        for (int i = 0; i < contexts; i++) {
            drawn[random.nextInt(contexts)]++;
        }
        return Arrays.stream(contextOf).map(c -> drawn[c]).toArray();
    }
}
