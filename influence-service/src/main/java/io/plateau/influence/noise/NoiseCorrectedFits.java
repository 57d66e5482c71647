package io.plateau.influence.noise;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;

import io.plateau.influence.ranking.ContextMeans;
import io.plateau.influence.regime.BreakpointSearch;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.regime.CurveFitter;
import io.plateau.influence.uncertainty.Interval;

/**
 * The fits of one ranking corrected for noise, with their uncertainty: the correction is repeated without each of ten
 * groups of contexts (delete-a-group jackknife; Kott 2001), so that the errors of the correction count too.
 *
 * <p>
 * A percentile interval re-ranks a resample, which adds noise to noise, and lies where the estimate's bias points. BCa only
 * moves its ends within the replicates, which may all lie on one side of the truth.
 */
public final class NoiseCorrectedFits {
    /** How the intervals are made, in words. */
    public static final String INTERVAL_KIND = "95 %, corrected for noise, delete-a-group jackknife over contexts";
    /** Draws behind a correction, and behind one of the jackknife's: there the same draws recur, so that their chance cancels. */
    private static final int DRAWS = 60;
    private static final int JACKKNIFE_DRAWS = 12;
    private static final double UPPER = 0.975;

    private final CurveFitter fitter;
    private final int ranks;
    private final int topRanks;
    private final double[] crossFitted;
    private final double[] curve;
    private final NoiseCorrection correction;
    private final List<double[]> noisy;
    private final List<CurveFit> simulated;
    private final CorrectedValues values;
    private final List<CorrectedValues> without;

    /**
     * @param errors draws × N: sampling errors of the means over all contexts, nats
     * @param fitter of the curves
     * @param ranks how many are fitted
     * @param topRanks of the head's excess
     * @param dealing of the contexts: the same one for two groups of tokens pairs them
     */
    public NoiseCorrectedFits(ContextMeans means, List<float[]> errors, CurveFitter fitter, int ranks, int topRanks,
            Dealing dealing) {
        this.fitter = fitter;
        this.ranks = ranks;
        this.topRanks = topRanks;
        crossFitted = CrossFittedCurve.of(means, dealing.firstHalf(), c -> true);
        correction = new NoiseCorrection(means.of(c -> 1), errors, 1);
        int draws = Math.min(DRAWS, errors.size());
        curve = correction.curve(crossFitted, draws);
        noisy = correction.noisy(curve, draws);
        values = CorrectedValues.of(correction, curve, noisy, y -> fitter.fit(y, ranks), topRanks);
        simulated = noisy.stream().flatMap(y -> fitter.fit(y, ranks).stream()).toList();
        without = IntStream.range(0, dealing.groups()).parallel()
                .mapToObj(g -> without(g, dealing, means, errors)).toList();
    }

    private CorrectedValues without(int group, Dealing dealing, ContextMeans means, List<float[]> errors) {
        IntPredicate used = c -> dealing.group()[c] != group;
        double dealt = IntStream.of(dealing.group()).filter(g -> g >= 0).count();
        double left = IntStream.of(dealing.group()).filter(g -> g >= 0 && g != group).count();
        NoiseCorrection fewer = new NoiseCorrection(means.of(c -> used.test(c) ? 1 : 0), errors,
                Math.sqrt(dealt / left));
        int few = Math.min(JACKKNIFE_DRAWS, errors.size());
        double[] cross = CrossFittedCurve.of(means, dealing.firstHalf(), used);
        double[] lnCurve = fewer.curve(cross, few);
        return CorrectedValues.of(fewer, lnCurve, fewer.noisy(lnCurve, few), y -> fitter.fit(y, ranks), topRanks);
    }

    /** N: nats, in order of rank. */
    public double[] crossFitted() {
        return crossFitted;
    }

    /** M: ln of the noise-corrected curve, descending. */
    public double[] curve() {
        return curve;
    }

    /** Whether the noise-corrected value lies above 0, by its lower 95 % bound. */
    public boolean isAboveZero(Quantity quantity) {
        return fitter.fit(correction.observed(), ranks)
                .map(f -> interval(quantity, quantity.of(f, topRanks)).low() > 0).orElse(false);
    }

    /** The noise-corrected value. */
    public double corrected(Quantity quantity) {
        return quantity.clamp(values.quantities()[quantity.ordinal()]);
    }

    /** The same without each group of contexts, not clamped. */
    public double[] jackknife(Quantity quantity) {
        return without.stream().mapToDouble(v -> v.quantities()[quantity.ordinal()]).toArray();
    }

    /** Not clamped. */
    public double raw(Quantity quantity) {
        return values.quantities()[quantity.ordinal()];
    }

    /**
     * 95 % interval of the noise-free value. Its standard error is the jackknife's or, where that is larger, that of the
     * simulated rankings: ten groups alone at times give too small a one. The correction, an estimate of its own, counts as
     * an error as large as itself beside it; so the interval contains the estimate too.
     *
     * @param estimate as fitted, without a correction
     */
    public Interval interval(Quantity quantity, double estimate) {
        double simulation = new StandardDeviation()
                .evaluate(simulated.stream().mapToDouble(f -> quantity.of(f, topRanks)).toArray());
        Interval interval = around(raw(quantity), estimate,
                Math.max(simulation, standardError(jackknife(quantity))));
        return new Interval(quantity.clamp(interval.low()), quantity.clamp(interval.high())).containing(estimate);
    }

    /**
     * The same for the influence at every rank, nats. No rank has more influence than one before it, so no upper end lies above
     * an earlier rank's, and no lower end below a later one's.
     */
    public List<Interval> band() {
        int count = curve.length;
        double[] low = new double[count];
        double[] high = new double[count];
        for (int r = 0; r < count; r++) {
            int rank = r;
            double[] jackknife = without.stream().filter(v -> v.lnCurve().length > rank)
                    .mapToDouble(v -> v.lnCurve()[rank]).toArray();
            double simulation = new StandardDeviation().evaluate(noisy.stream().mapToDouble(y -> y[rank]).toArray());
            Interval ln = around(values.lnCurve()[r], correction.observed()[r],
                    Math.max(simulation, standardError(jackknife)));
            low[r] = Math.exp(ln.low());
            high[r] = Math.min(Math.exp(ln.high()), r == 0 ? Double.POSITIVE_INFINITY : high[r - 1]);
        }
        for (int r = count - 2; r >= 0; r--) {
            low[r] = Math.max(low[r], low[r + 1]);
        }
        return IntStream.range(0, count).mapToObj(r -> new Interval(low[r], high[r])).toList();
    }

    private Interval around(double corrected, double estimate, double standardError) {
        double width = quantile() * Math.hypot(standardError, corrected - estimate);
        return new Interval(corrected - width, corrected + width).containing(estimate);
    }

    /**
     * 95 % interval of a rank, or a number of ranks, that jumps where fits do: what rankings with the noise-corrected curve
     * as the truth come to, and by what ratio they miss that curve's own. Ranks one step of the breakpoints' grid apart are
     * not distinguished. Empty where no simulated ranking has it.
     *
     * @param ranked of a fit; NaN where it has none
     */
    public Optional<Interval> rankInterval(double estimate, ToDoubleFunction<CurveFit> ranked) {
        double truth = fitter.fit(curve, ranks).map(ranked::applyAsDouble).orElse(Double.NaN);
        double[] values = simulated.stream().mapToDouble(ranked).toArray();
        return Interval.of(Arrays.stream(values)).map(direct -> {
            Interval missed = Interval.of(Arrays.stream(values).map(s -> s > 0 ? estimate * truth / s : Double.NaN))
                    .orElse(direct);
            double step = BreakpointSearch.gridStep(ranks);
            return new Interval(Math.min(direct.low(), missed.low()) / step,
                    Math.min(ranks, Math.max(direct.high(), missed.high()) * step)).containing(estimate);
        });
    }

    private double quantile() {
        return new TDistribution(without.size() - 1.0).inverseCumulativeProbability(UPPER);
    }

    /** Of a delete-a-group jackknife: √((G − 1)/G · Σ (value − mean)²). */
    public static double standardError(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt((values.length - 1.0) / values.length * squares);
    }
}
