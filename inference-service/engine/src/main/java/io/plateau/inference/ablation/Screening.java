package io.plateau.inference.ablation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

import io.plateau.statistics.random.SplitMix64;

/**
 * Which neurons are ablated, by first-order estimates of their loss changes.
 *
 * @param chosen neurons of the largest estimated influences, ascending
 * @param sampled neurons drawn from all the others, ascending
 */
public record Screening(int[] chosen, int[] sampled) {

    /**
     * Ranks neurons by their better rank in the two groups, by absolute estimate, so that the largest of either group are chosen.
     *
     * @param estimates rare and common, N: sums of the estimated loss changes
     * @param most neurons that are chosen, at most as many as there are
     * @param sample neurons that are drawn from the others, at most as many as are left
     */
    public static Screening of(double[][] estimates, int most, int sample, long seed) {
        int neurons = estimates[0].length;
        int[] place = new int[neurons];
        Arrays.fill(place, neurons);
        for (double[] ofGroup : estimates) {
            int[] ranked = IntStream.range(0, neurons).boxed()
                    .sorted(Comparator.comparingDouble((Integer n) -> -Math.abs(ofGroup[n])).thenComparing(n -> n))
                    .mapToInt(Integer::intValue).toArray();
            for (int rank = 0; rank < neurons; rank++) {
                place[ranked[rank]] = Math.min(place[ranked[rank]], rank);
            }
        }
        int[] order = IntStream.range(0, neurons).boxed()
                .sorted(Comparator.comparingInt((Integer n) -> place[n]).thenComparing(n -> n))
                .mapToInt(Integer::intValue).toArray();
        int first = Math.min(most, neurons);
        int drawn = Math.min(sample, neurons - first);
        SplitMix64 random = SplitMix64.of(seed, "screening sample", 0);
        for (int i = first; i < first + drawn; i++) {
            int other = i + random.nextInt(neurons - i);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return new Screening(Arrays.stream(order, 0, first).sorted().toArray(),
                Arrays.stream(order, first, first + drawn).sorted().toArray());
    }

    /** Both, ascending: the neurons that are ablated. */
    public int[] exact() {
        return IntStream.concat(IntStream.of(chosen), IntStream.of(sampled)).sorted().toArray();
    }
}
