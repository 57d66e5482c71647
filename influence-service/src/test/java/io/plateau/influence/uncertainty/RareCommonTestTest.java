package io.plateau.influence.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

import org.hipparchus.distribution.continuous.UniformRealDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

import io.plateau.influence.PlantedLosses;
import io.plateau.influence.losses.GroupSums;
import io.plateau.influence.powerlaw.Weighting;
import io.plateau.influence.ranking.ContextMeans;
import io.plateau.influence.ranking.InfluenceDefinition;
import io.plateau.influence.ranking.Ranking;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.regime.CurveFitter;

class RareCommonTestTest {
    private static final int NEURONS = 200;
    private static final int TOP = 10;
    private final CurveFitter fitter = new CurveFitter(Weighting.INVERSE_RANK);

    @Test
    void anExcessOfOneHeadIsFoundOnEitherSide() {
        GroupSums rare = group(PlantedLosses.lifted(1, TOP, 1), 1);
        GroupSums common = group(PlantedLosses.powerLaw(1), 2);

        Comparison excess = compare(rare, common, 199).get(0);

        assertEquals(1, excess.difference(), 0.3);
        assertTrue(excess.corrected() < 0.05, "p = " + excess.corrected());
        // Two-sided: the same difference the other way round
        Comparison reversed = compare(common, rare, 199).get(0);
        assertEquals(-excess.difference(), reversed.difference(), 1e-12);
        assertTrue(reversed.corrected() < 0.05, "p = " + reversed.corrected());
    }

    @Test
    void aDifferenceInKappaIsFoundOnEitherSide() {
        GroupSums steep = group(PlantedLosses.powerLaw(1.3), 1);
        GroupSums shallow = group(PlantedLosses.powerLaw(1), 2);

        assertTrue(compare(steep, shallow, 199).get(1).corrected() < 0.05);
        assertTrue(compare(shallow, steep, 199).get(1).corrected() < 0.05);
    }

    @Test
    void withoutADifferenceThePValuesAreUniform() {
        // Given 60 pairs of groups from the same law
        double[] excess = new double[60];
        double[] kappa = new double[60];
        for (int draw = 0; draw < 60; draw++) {
            List<Comparison> comparisons = compare(group(PlantedLosses.powerLaw(1), 1_000 + draw),
                    group(PlantedLosses.powerLaw(1), 5_000 + draw), 99);
            excess[draw] = comparisons.get(0).pValue();
            kappa[draw] = comparisons.get(1).pValue();
        }

        // Then Kolmogorov–Smirnov does not object
        UniformRealDistribution uniform = new UniformRealDistribution(0, 1);
        assertTrue(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(uniform, excess) > 0.01);
        assertTrue(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(uniform, kappa) > 0.01);
    }

    @Test
    void randomisationsThatLeaveNoCurveCountAgainstTheHypothesis() {
        // Given rare tokens in one context and common tokens in the other: half of the swaps empty a group
        GroupSums full = group(PlantedLosses.powerLaw(1), 1);
        double[] first = new double[2 * NEURONS];
        double[] second = new double[2 * NEURONS];
        System.arraycopy(full.delta(), 0, first, 0, NEURONS);
        System.arraycopy(full.delta(), NEURONS, second, NEURONS, NEURONS);
        GroupSums rare = new GroupSums(NEURONS, new int[]{full.counts()[0], 0}, first, first, new double[NEURONS]);
        GroupSums common = new GroupSums(NEURONS, new int[]{0, full.counts()[1]}, second, second, new double[NEURONS]);

        // Then p cannot fall below about a half (199 fair coins: four standard deviations are 28)
        assertTrue(compare(rare, common, 199).stream().allMatch(c -> c.pValue() > 0.35));
    }

    @Test
    void correctedPValuesStayAtMostOne() {
        assertTrue(compare(group(PlantedLosses.powerLaw(1), 3), group(PlantedLosses.lifted(1, TOP, 1), 4), 19).stream()
                .allMatch(c -> c.corrected() == Math.min(1, 2 * c.pValue())));
    }

    private List<Comparison> compare(GroupSums rare, GroupSums common, int permutations) {
        return new RareCommonTest(rare, common, InfluenceDefinition.ABS_OF_MEAN, fitter, NEURONS, TOP).run(fit(rare),
                fit(common),
                permutations, rare.counts()[0] + 1_000L * common.counts()[0] + rare.counts()[1]);
    }

    private CurveFit fit(GroupSums group) {
        double[] mean = new ContextMeans(group, InfluenceDefinition.ABS_OF_MEAN).of(c -> 1);
        return fitter.fit(Ranking.curve(Arrays.stream(mean).map(Math::abs).toArray())).orElseThrow();
    }

    private static GroupSums group(IntToDoubleFunction law, long seed) {
        return PlantedLosses.group(30, NEURONS, law, 1, seed);
    }
}
