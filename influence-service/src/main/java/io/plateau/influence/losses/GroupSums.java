package io.plateau.influence.losses;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Loss changes of one token group summed per context. Rows of both groups of an experiment are the same
 * contexts, so that they can be swapped.
 *
 * @param neurons N
 * @param counts C: positions of the group in each context; 0 where the context has none
 * @param delta C × N: Σ dL, nats
 * @param absolute C × N: Σ |dL|, nats
 * @param positive N: positions with dL &gt; 0, over all contexts
 */
public record GroupSums(int neurons, int[] counts, double[] delta, double[] absolute, double[] positive) {

    /** C, contexts without a position of the group included. */
    public int contexts() {
        return counts.length;
    }

    /** Positions of the group in all contexts. */
    public long positions() {
        return Arrays.stream(counts).asLongStream().sum();
    }

    /** Rows of the contexts that hold a position of the group. */
    public int[] occupied() {
        return IntStream.range(0, counts.length).filter(c -> counts[c] > 0).toArray();
    }
}
