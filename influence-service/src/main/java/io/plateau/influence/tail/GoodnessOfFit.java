package io.plateau.influence.tail;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.plateau.statistics.significance.PermutationTest;

/**
 * Whether data of the fitted power law would lie as far from their own fit (Clauset, Shalizi and Newman 2009,
 * section 4.1): each draw takes its tail from the law and its body from the influences below the cut-off, and
 * has a cut-off search of its own.
 */
public final class GoodnessOfFit {
    private final CutoffSearch search;

    public GoodnessOfFit(CutoffSearch search) {
        this.search = search;
    }

    /**
     * @param draws how many
     * @param streams random numbers of each draw
     * @return (1 + draws with a distance at least as large) / (1 + draws)
     */
    public double pValue(double[] descending, PowerLawTail fit, int draws, IntFunction<SplittableRandom> streams) {
        long asFar = IntStream.range(0, draws).parallel()
                .filter(i -> search.search(draw(descending, fit, streams.apply(i)))
                        .map(tail -> tail.distance() >= fit.distance()).orElse(true))
                .count();
        return PermutationTest.pValue(asFar, draws);
    }

    /** M: ln influence, descending. */
    static double[] draw(double[] descending, PowerLawTail fit, SplittableRandom random) {
        int ranks = descending.length;
        double[] negated = new double[ranks];
        for (int i = 0; i < ranks; i++) {
            int at = random.nextInt(ranks);
            negated[i] = at < fit.size()
                    ? -fit.lnCutoff() + Math.log(1 - random.nextDouble()) / (fit.alpha() - 1)
                    : -descending[at];
        }
        Arrays.sort(negated);
        for (int i = 0; i < ranks; i++) {
            negated[i] = -negated[i];
        }
        return negated;
    }
}
