package io.plateau.influence.uncertainty;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

import io.plateau.influence.losses.GroupSums;
import io.plateau.influence.ranking.ContextMeans;
import io.plateau.influence.ranking.Ranking;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.regime.CurveFitter;
import io.plateau.statistics.random.SeedDerivation;

/**
 * Bootstrap over contexts: contexts that hold the group are drawn with replacement, neurons are ranked and
 * refitted each time. Replicates run in parallel, each with its own stream of random numbers.
 */
public final class ContextBootstrap {
    private static final int MIN_CONTEXTS = 2;
    /** Replicates whose whole curve is kept, as float32, for the band: 13 MB at 6,400 neurons however many are asked. */
    private static final int MAX_CURVES = 500;

    /** Replicates whose sampling errors are kept, as float32, for the correction: 1.5 MB at 6,400 neurons. */
    private static final int MAX_ERRORS = 60;

    private final GroupSums group;
    private final ContextMeans means;
    private final CurveFitter fitter;
    private final int ranks;
    private final double plateauDelta;

    /** @param ranks how many of a replicate's ranks are fitted */
    public ContextBootstrap(ContextMeans means, CurveFitter fitter, int ranks, double plateauDelta) {
        this.group = means.group();
        this.means = means;
        this.fitter = fitter;
        this.ranks = ranks;
        this.plateauDelta = plateauDelta;
    }

    /**
     * @param replicates how many
     * @param candidates ranks 1 … candidates for which notAbove is counted
     * @param seed root of the random numbers
     * @param purpose names the stream, one per group
     */
    public BootstrapResult run(int replicates, int candidates, long seed, String purpose) {
        int[] occupied = group.occupied();
        if (occupied.length < MIN_CONTEXTS) {
            return BootstrapResult.none();
        }
        AtomicIntegerArray notAbove = new AtomicIntegerArray(candidates);
        float[][] curves = new float[Math.min(replicates, MAX_CURVES)][];
        double[] observed = means.of(c -> 1);
        // A resample's variance about its mean is short of one context's.
        double inflation = Math.sqrt(occupied.length / (occupied.length - 1.0));
        float[][] errors = new float[Math.min(replicates, MAX_ERRORS)][];
        List<Replicate> fitted = IntStream.range(0, replicates).parallel().mapToObj(i -> {
            int[] times = draw(occupied, SeedDerivation.FNV_1A.stream(seed, purpose, i));
            double[] resampled = means.of(c -> times[c]);
            if (i < errors.length) {
                errors[i] = errors(resampled, observed, inflation);
            }
            double[] curve = Ranking.curve(Arrays.stream(resampled).map(Math::abs).toArray());
            if (i < curves.length) {
                curves[i] = influences(curve);
            }
            return replicate(curve, notAbove);
        }).filter(Objects::nonNull).toList();
        int longest = Arrays.stream(curves).mapToInt(c -> c.length).max().orElse(0);
        return new BootstrapResult(replicates, fitted, IntStream.range(0, candidates).map(notAbove::get).toArray(),
                Optional.of(InfluenceBand.of(curves, longest)), List.of(errors));
    }

    private static float[] errors(double[] resampled, double[] observed, double inflation) {
        float[] errors = new float[observed.length];
        for (int n = 0; n < errors.length; n++) {
            errors[n] = (float) (inflation * (resampled[n] - observed[n]));
        }
        return errors;
    }

    /** C: how often each context was drawn. */
    private int[] draw(int[] occupied, SplittableRandom random) {
        int[] times = new int[group.contexts()];
        for (int i = 0; i < occupied.length; i++) {
            times[occupied[random.nextInt(occupied.length)]]++;
        }
        return times;
    }

    private static float[] influences(double[] lnInfluence) {
        float[] influence = new float[lnInfluence.length];
        for (int r = 0; r < influence.length; r++) {
            influence[r] = (float) Math.exp(lnInfluence[r]);
        }
        return influence;
    }

    private Replicate replicate(double[] curve, AtomicIntegerArray notAbove) {
        Optional<CurveFit> fit = fitter.fit(curve, ranks);
        double[] excess = fit.map(f -> f.runningExcess(notAbove.length())).orElse(new double[0]);
        for (int k = 0; k < notAbove.length(); k++) {
            if (k >= excess.length || excess[k] <= 0) {
                notAbove.incrementAndGet(k);
            }
        }
        return fit.map(f -> Replicate.of(f, plateauDelta)).orElse(null);
    }
}
