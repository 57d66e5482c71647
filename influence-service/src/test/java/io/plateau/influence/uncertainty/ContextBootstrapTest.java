package io.plateau.influence.uncertainty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;

import org.junit.jupiter.api.Test;

import io.plateau.influence.PlantedLosses;
import io.plateau.influence.losses.GroupSums;
import io.plateau.influence.powerlaw.Weighting;
import io.plateau.influence.ranking.ContextMeans;
import io.plateau.influence.ranking.InfluenceDefinition;
import io.plateau.influence.ranking.Ranking;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.regime.CurveFitter;

class ContextBootstrapTest {
    private static final double DELTA = 0.5;

    @Test
    void theSameBitsOnAnyNumberOfThreads() throws Exception {
        GroupSums group = PlantedLosses.group(20, 96, PlantedLosses.lifted(1, 8, 1), 1, 4);

        BootstrapResult one = on(1, () -> bootstrap(group).run(100, 10, 7, "test"));
        BootstrapResult four = on(4, () -> bootstrap(group).run(100, 10, 7, "test"));

        assertEquals(one.replicates(), four.replicates());
        assertArrayEquals(one.notAbove(), four.notAbove());
        assertNotEquals(one.replicates(), bootstrap(group).run(100, 10, 8, "test").replicates());
        assertNotEquals(one.replicates(), bootstrap(group).run(100, 10, 7, "other").replicates());
    }

    @Test
    void aReplicatesInfluenceIsThatOfTheRepeatedPositions() {
        // Given context 0 drawn twice, context 1 never, context 2 once
        GroupSums group = new GroupSums(2, new int[]{1, 5, 2}, new double[]{3, -1, 50, 50, -2, -6}, new double[6],
                new double[2]);

        int[] times = {2, 0, 1};
        double[] mean = new ContextMeans(group, InfluenceDefinition.ABS_OF_MEAN).of(c -> times[c]);

        // Then (2·3 − 2) / 4 and (2·(−1) − 6) / 4
        assertArrayEquals(new double[]{1, -2}, mean);
    }

    @Test
    void contextsWithoutTheGroupAreNeverDrawn() {
        // Given a group in two of three contexts, with other exponents in each
        GroupSums full = PlantedLosses.group(2, 50, PlantedLosses.powerLaw(1), 0.3, 2);
        double[] padded = new double[150];
        System.arraycopy(full.delta(), 0, padded, 0, 50);
        System.arraycopy(full.delta(), 50, padded, 100, 50);
        GroupSums gap = new GroupSums(50, new int[]{full.counts()[0], 0, full.counts()[1]}, padded, padded,
                new double[50]);

        // Then the replicates are those of the two alone
        assertEquals(bootstrap(full).run(50, 0, 1, "test").replicates(),
                bootstrap(gap).run(50, 0, 1, "test").replicates());
    }

    @Test
    void oneContextCannotBeResampled() {
        assertEquals(0, bootstrap(PlantedLosses.group(1, 50, PlantedLosses.powerLaw(1), 0, 2)).run(50, 0, 1, "test")
                .requested());
    }

    @Test
    void influencesOfZeroMakeNoReplicate() {
        GroupSums zero = new GroupSums(5, new int[]{3, 3}, new double[10], new double[10], new double[5]);

        BootstrapResult result = bootstrap(zero).run(20, 2, 1, "test");

        assertEquals(0, result.replicates().size());
        assertArrayEquals(new int[]{20, 20}, result.notAbove());
        assertTrue(result.interval(Replicate::kappa).isEmpty());
    }

    @Test
    void withoutNoiseEveryReplicateIsTheTruth() {
        GroupSums group = PlantedLosses.group(10, 200, PlantedLosses.powerLaw(1.3), 0, 2);

        Interval kappa = bootstrap(group).run(50, 0, 1, "test").interval(Replicate::kappa).get();

        // Rounding of sums of ten terms, through a logarithm
        assertEquals(1.3, kappa.low(), 1e-9);
        assertEquals(1.3, kappa.high(), 1e-9);
    }

    @Test
    void notAboveCountsTheReplicatesWhoseMeanExcessIsNotPositive() {
        // Given one neuron that carries the head in one of two contexts alone: on a quarter of the draws not at all
        GroupSums group = PlantedLosses.group(2, 64, PlantedLosses.powerLaw(1), 0, 3);
        CurveFit fit = new CurveFitter(Weighting.INVERSE_RANK)
                .fit(Ranking.curve(Arrays
                        .stream(new ContextMeans(group, InfluenceDefinition.ABS_OF_MEAN).of(c -> 1)).map(Math::abs)
                        .toArray()))
                .get();
        int top = 37 % 64;
        group.delta()[64 + top] *= 40;

        BootstrapResult result = bootstrap(group).run(400, 1, 9, "test");

        // Then about a quarter of 400 lack it (binomial sd 8.7; five of them); the law itself has excess 0 ± rounding
        long lacking = result.replicates().stream().filter(r -> r.excessSize() == 0).count();
        assertEquals(100, lacking, 44);
        assertEquals(0, fit.headExcess(1), 1e-9);
        assertTrue(result.notAbove(1) <= lacking);
    }

    private static ContextBootstrap bootstrap(GroupSums group) {
        return new ContextBootstrap(new ContextMeans(group, InfluenceDefinition.ABS_OF_MEAN),
                new CurveFitter(Weighting.INVERSE_RANK), group.neurons(), DELTA);
    }

    private static <T> T on(int threads, java.util.concurrent.Callable<T> work) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(work).get();
        } finally {
            pool.shutdown();
        }
    }
}
