package io.plateau.inference.ablation;

import java.util.Arrays;

/**
 * What a sample of pairs shows of the series' errors, series minus closed form. The positions of a block fall into strata;
 * in each, every draw takes one pair of each neuron with a probability proportional to {@code sd(d)³}, to which the first
 * cumulant that order 2 leaves out is proportional, and divides its error by that probability: an unbiased estimate of the
 * neuron's error summed over the stratum, and one of little variance.
 *
 * @param strata of the block
 * @param draws of each neuron in a stratum
 * @param position strata, draws, N: the position drawn; −1 where the series was used nowhere
 * @param error strata, draws, N: estimate of the sum of the neuron's errors over the stratum, nats
 */
public record SampledErrors(int strata, int draws, int[] position, double[] error) {

    /** N. */
    public int neurons() {
        return error.length / (strata * draws);
    }

    /** The first draws of each stratum. */
    public SampledErrors first(int fewer) {
        if (fewer == draws) {
            return this;
        }
        int neurons = neurons();
        int[] positions = new int[strata * fewer * neurons];
        double[] errors = new double[positions.length];
        for (int s = 0; s < strata; s++) {
            System.arraycopy(position, s * draws * neurons, positions, s * fewer * neurons, fewer * neurons);
            System.arraycopy(error, s * draws * neurons, errors, s * fewer * neurons, fewer * neurons);
        }
        return new SampledErrors(strata, fewer, positions, errors);
    }

    /**
     * Of means over copies of the positions, one copy after the other.
     *
     * @param pairs positions of a copy times neurons
     */
    SampledErrors averaged(int copies, int pairs) {
        int positions = pairs / neurons();
        return new SampledErrors(strata, draws, Arrays.stream(position).map(p -> p < 0 ? p : p % positions).toArray(),
                Arrays.stream(error).map(e -> e / copies).toArray());
    }

    /**
     * Sums over strata and draws, of the pairs at positions of one group.
     *
     * @param sum N: of the estimates, nats
     * @param squares N: of their squares, nats²
     */
    public record Sums(double[] sum, double[] squares) {
    }

    /** @param groups P: of each position */
    public Sums of(byte[] groups, int group) {
        int neurons = neurons();
        Sums sums = new Sums(new double[neurons], new double[neurons]);
        for (int i = 0; i < error.length; i++) {
            if (position[i] >= 0 && groups[position[i]] == group) {
                sums.sum[i % neurons] += error[i];
                sums.squares[i % neurons] += error[i] * error[i];
            }
        }
        return sums;
    }
}
