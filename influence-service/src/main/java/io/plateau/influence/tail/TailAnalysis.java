package io.plateau.influence.tail;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** The tail fit of one ranking with its tests (deploy/science, Regimes; Clauset, Shalizi and Newman 2009). */
public final class TailAnalysis {
    /** Losses are float32: ratios closer to 1 than half its spacing are rounding, and no family can be fitted to them. */
    private static final double RESOLUTION = 0x1p-24;

    private final int minTail;
    private final int draws;

    /**
     * @param minTail fewest influences that may lie at or above the cut-off
     * @param draws of the goodness of fit; 0 leaves it out
     */
    public TailAnalysis(int minTail, int draws) {
        this.minTail = minTail;
        this.draws = draws;
    }

    /**
     * @param descending M: ln influence, in order of rank
     * @param streams random numbers of each draw
     */
    public TailReport run(double[] descending, IntFunction<SplittableRandom> streams) {
        if (descending.length < minTail) {
            return TailReport.none(descending.length + " neurons have an influence; a tail needs at least " + minTail);
        }
        CutoffSearch search = new CutoffSearch(minTail);
        Optional<PowerLawTail> found = search.search(descending);
        if (found.isEmpty()) {
            return TailReport.none("all influences are equal: they have no tail");
        }
        PowerLawTail tail = found.get();
        double[] y = tail.lnRatios(descending);
        if (y[0] < RESOLUTION) {
            return TailReport.none("the influences above the cut-off are equal to the precision of the losses:"
                    + " they have no tail");
        }
        Optional<Double> p = draws == 0
                ? Optional.empty()
                : Optional.of(new GoodnessOfFit(search).pValue(descending, tail, draws, streams));
        return new TailReport(found, p, draws, ratios(y), null);
    }

    /** @param y n: ln(x / x_min), not all zero */
    public static List<LikelihoodRatio> ratios(double[] y) {
        FittedTail law = TailFamily.POWER_LAW.fit(y);
        return Arrays.stream(TailFamily.values()).filter(f -> f != TailFamily.POWER_LAW)
                .map(f -> LikelihoodRatio.of(f, law, f.fit(y))).toList();
    }
}
