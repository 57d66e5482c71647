package io.plateau.influence.ranking;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Neurons by influence, descending; equal influences by neuron index, ascending. Zero influences have no
 * logarithm: they are dropped and counted.
 *
 * @param neurons M: neuron of each rank; element 0 has rank 1
 * @param lnInfluence M: ln of the influence of each rank, influence in nats
 * @param dropped number of neurons with influence zero
 */
public record Ranking(int[] neurons, double[] lnInfluence, int dropped) {

    public static Ranking of(double[] influence) {
        int[] neurons = IntStream.range(0, influence.length).filter(n -> influence[n] > 0).boxed()
                .sorted(Comparator.<Integer>comparingDouble(n -> -influence[n]).thenComparing(n -> n))
                .mapToInt(Integer::intValue).toArray();
        double[] ln = Arrays.stream(neurons).mapToDouble(n -> Math.log(influence[n])).toArray();
        return new Ranking(neurons, ln, influence.length - neurons.length);
    }

    /** Only the curve, M values, descending: all that a replicate needs, without sorting indices. */
    public static double[] curve(double[] influence) {
        double[] sorted = influence.clone();
        Arrays.sort(sorted);
        int zeros = 0;
        while (zeros < sorted.length && !(sorted[zeros] > 0)) {
            zeros++;
        }
        double[] ln = new double[sorted.length - zeros];
        for (int r = 0; r < ln.length; r++) {
            ln[r] = Math.log(sorted[sorted.length - 1 - r]);
        }
        return ln;
    }

    /** M: how many neurons are ranked. */
    public int size() {
        return neurons.length;
    }
}
