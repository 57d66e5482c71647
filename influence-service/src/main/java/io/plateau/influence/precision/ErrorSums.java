package io.plateau.influence.precision;

import io.plateau.contracts.UnprocessableException;
import io.plateau.statistics.sampling.StratifiedTotal;

/**
 * Sums of the estimates by which samples of pairs tell the errors of a series: per stratum and draw one estimate of each neuron's
 * error summed over the stratum.
 *
 * @param strata ranges of positions
 * @param draws in each stratum
 * @param sum 2 × N, rare first: of the estimates, nats
 * @param squares 2 × N: of their squares, nats²
 */
public record ErrorSums(int strata, int draws, double[] sum, double[] squares) {

    public ErrorSums {
        if (strata < 1 || draws < 1 || sum.length != squares.length) {
            throw new UnprocessableException("a sample of errors has " + strata + " strata, " + draws + " draws, "
                    + sum.length + " sums and " + squares.length
                    + " sums of squares; it must have at least one of each, and as many of the last two");
        }
    }

    /** @throws UnprocessableException when the other is of another number of draws or neurons */
    public ErrorSums plus(ErrorSums other) {
        if (other.draws != draws || other.sum.length != sum.length) {
            throw new UnprocessableException("a block's sample of errors has " + other.draws + " draws of "
                    + other.sum.length / 2 + " neurons where those before have " + draws + " of " + sum.length / 2);
        }
        return new ErrorSums(strata + other.strata, draws, added(sum, other.sum), added(squares, other.squares));
    }

    private static double[] added(double[] a, double[] b) {
        double[] both = a.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] += b[i];
        }
        return both;
    }

    /** Error of a neuron summed over all positions of a group, nats. */
    double total(int i) {
        return new StratifiedTotal(strata, draws).total(sum[i]);
    }

    /** Standard error of {@link #total}, nats; infinite with a single estimate. */
    double uncertainty(int i) {
        return new StratifiedTotal(strata, draws).standardError(sum[i], squares[i]);
    }
}
