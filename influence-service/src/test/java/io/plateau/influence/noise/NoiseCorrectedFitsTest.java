package io.plateau.influence.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.influence.losses.GroupSums;
import io.plateau.influence.powerlaw.Weighting;
import io.plateau.influence.ranking.ContextMeans;
import io.plateau.influence.ranking.InfluenceDefinition;
import io.plateau.influence.ranking.Ranking;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.regime.CurveFitter;
import io.plateau.influence.uncertainty.BootstrapResult;
import io.plateau.influence.uncertainty.ContextBootstrap;
import io.plateau.influence.uncertainty.Interval;
import io.plateau.influence.uncertainty.Replicate;

/** Power laws whose neurons all have the same standard error, so that the tail drowns. */
class NoiseCorrectedFitsTest {
    private static final double KAPPA = 1.1;
    private static final int NEURONS = 300;
    private static final int CONTEXTS = 40;
    private final CurveFitter fitter = new CurveFitter(Weighting.INVERSE_RANK);

    @Test
    void anIntervalContainsItsEstimateAndTheTruthWhereAPercentileIntervalDoesNot() {
        int covered = 0;
        int percentile = 0;
        int draws = 40;
        for (int draw = 0; draw < draws; draw++) {
            // Given the standard error that the influence of rank 60 is three times as large as
            Fits fits = fits(60, 3, draw);
            Interval interval = fits.corrected.interval(Quantity.KAPPA, fits.fit.line().kappa());
            Interval plain = fits.bootstrap.interval(Replicate::kappa).orElseThrow();

            assertTrue(interval.contains(fits.fit.line().kappa()));
            covered += interval.contains(KAPPA) ? 1 : 0;
            percentile += plain.contains(KAPPA) ? 1 : 0;
        }

        // 34 of 40 is what 95 % coverage falls below once in 300 times.
        assertTrue(covered >= 34, covered + " of " + draws);
        // Shifted by twice the bias, a percentile interval covers in less than half of the draws.
        assertTrue(percentile < draws / 2, percentile + " of " + draws);
    }

    @Test
    void everyRanksIntervalContainsItsInfluenceAndTheCurveIsCloserToTheTruth() {
        double plain = 0;
        double corrected = 0;
        int covered = 0;
        for (int draw = 0; draw < 20; draw++) {
            Fits fits = fits(60, 3, 100 + draw);
            List<Interval> bands = fits.corrected.band();
            for (int rank = 1; rank <= 100; rank++) {
                double truth = Math.pow(rank, -KAPPA);
                Interval band = bands.get(rank - 1);
                assertTrue(band.contains(Math.exp(fits.ln[rank - 1])), "rank " + rank);
                covered += band.contains(truth) ? 1 : 0;
                plain += fits.ln[rank - 1] - Math.log(truth);
                corrected += fits.corrected.curve()[rank - 1] - Math.log(truth);
            }
        }
        assertTrue(covered >= 0.93 * 2_000, covered + " of 2000");
        assertTrue(Math.abs(corrected) < 0.3 * plain, corrected + " of " + plain);
    }

    @Test
    void withoutNoiseNothingIsCorrected() {
        Fits fits = fits(1, Double.POSITIVE_INFINITY, 1);

        // Rounding of sums of 40 terms; errors are kept as float32, of which exact ones are 0
        assertEquals(KAPPA, fits.corrected.corrected(Quantity.KAPPA), 1e-9);
        Interval interval = fits.corrected.interval(Quantity.KAPPA, fits.fit.line().kappa());
        assertEquals(0, interval.high() - interval.low(), 1e-9);
        assertFalse(fits.corrected.isAboveZero(Quantity.HEAD_EXCESS) && fits.fit.headExcess(10) <= 0);
    }

    private record Fits(double[] ln, CurveFit fit, BootstrapResult bootstrap, NoiseCorrectedFits corrected) {
    }

    private Fits fits(int rank, double errors, long seed) {
        double error = Math.pow(rank, -KAPPA) / errors;
        SplittableRandom random = new SplittableRandom(seed);
        int[] counts = IntStream.range(0, CONTEXTS).map(c -> 20 + random.nextInt(20)).toArray();
        double[] delta = new double[CONTEXTS * NEURONS];
        for (int i = 0; i < delta.length; i++) {
            int r = 1 + i % NEURONS;
            double mean = (r % 2 == 0 ? -1 : 1) * Math.pow(r, -KAPPA);
            delta[i] = counts[i / NEURONS] * (mean + error * Math.sqrt(CONTEXTS) * random.nextGaussian());
        }
        ContextMeans means = new ContextMeans(
                new GroupSums(NEURONS, counts, delta, new double[delta.length], new double[NEURONS]),
                InfluenceDefinition.ABS_OF_MEAN);
        double[] ln = Ranking.curve(java.util.Arrays.stream(means.of(c -> 1)).map(Math::abs).toArray());
        // Given the ranks above the noise: three errors, or all
        int ranks = Double.isInfinite(errors) ? NEURONS : rank;
        BootstrapResult bootstrap = new ContextBootstrap(means, fitter, ranks, 0.5).run(100, 0, seed, "test");
        NoiseCorrectedFits corrected = new NoiseCorrectedFits(means, bootstrap.errors(), fitter, ranks, 10,
                Dealing.of(CONTEXTS, IntStream.range(0, CONTEXTS).toArray(), new SplittableRandom(seed + 1)));
        return new Fits(ln, fitter.fit(ln, ranks).orElseThrow(), bootstrap, corrected);
    }
}
