package io.plateau.influence.analysis;

import java.util.List;
import java.util.stream.IntStream;

import org.hipparchus.stat.descriptive.rank.Median;

import io.plateau.contracts.specification.RegimeSpecification;
import io.plateau.influence.losses.GroupSums;
import io.plateau.influence.noise.CorrectedComparison;
import io.plateau.influence.noise.Dealing;
import io.plateau.influence.noise.NoiseCorrectedFits;
import io.plateau.influence.ranking.ContextMeans;
import io.plateau.influence.ranking.InfluenceDefinition;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.regime.CurveFitter;
import io.plateau.influence.uncertainty.Comparison;
import io.plateau.influence.uncertainty.RareCommonTest;
import io.plateau.statistics.random.SeedDerivation;

/** Rare against common tokens, over the same ranks, by the test that their noise allows. */
final class GroupComparison {
    /** Groups further apart in size reject a true hypothesis too often by swaps: 12 % of times where one is a third. */
    private static final double ALIKE_POSITIONS = 1.1;
    /** The median error of hundreds of neurons, correlated or not, scatters by less. */
    private static final double ALIKE_ERRORS = 1.25;

    private final RegimeSpecification regimes;
    private final InfluenceDefinition definition;
    private final CurveFitter fitter;
    private final long seed;

    GroupComparison(RegimeSpecification regimes, InfluenceDefinition definition, CurveFitter fitter, long seed) {
        this.regimes = regimes;
        this.definition = definition;
        this.fitter = fitter;
        this.seed = seed;
    }

    /** The head's excess, then kappa, both two-sided. */
    List<Comparison> run(GroupRegimes rare, GroupRegimes common, GroupSums rareSums, GroupSums commonSums) {
        int ranks = Math.min(rare.fitted().ranks(), common.fitted().ranks());
        CurveFit rareFit = fitter.fit(rare.ranking().lnInfluence(), ranks).orElseThrow();
        CurveFit commonFit = fitter.fit(common.ranking().lnInfluence(), ranks).orElseThrow();
        if (alike(rare, common)) {
            return new RareCommonTest(rareSums, commonSums, definition, fitter, ranks, regimes.topK()).run(rareFit,
                    commonFit, regimes.permutations(), seed);
        }
        int[] occupied = IntStream.range(0, rareSums.contexts())
                .filter(c -> rareSums.counts()[c] > 0 || commonSums.counts()[c] > 0).toArray();
        Dealing dealing = Dealing.of(rareSums.contexts(), occupied,
                SeedDerivation.FNV_1A.stream(seed, "regimes/dealing/both", 0));
        return CorrectedComparison.of(rareFit, commonFit, regimes.topK(), fits(rare, rareSums, ranks, dealing),
                fits(common, commonSums, ranks, dealing));
    }

    /** Whether swapping rare and common within contexts leaves their noise as it is. */
    private static boolean alike(GroupRegimes rare, GroupRegimes common) {
        return within(ALIKE_POSITIONS, (double) rare.positions() / common.positions())
                && within(ALIKE_ERRORS, median(rare) / median(common));
    }

    private static boolean within(double ratio, double value) {
        return value <= ratio && value >= 1 / ratio;
    }

    /** Of the neurons' standard errors, nats. */
    private static double median(GroupRegimes group) {
        return new Median().evaluate(group.statistics().standardError());
    }

    private NoiseCorrectedFits fits(GroupRegimes group, GroupSums sums, int ranks, Dealing dealing) {
        return new NoiseCorrectedFits(new ContextMeans(sums, definition), group.bootstrap().errors(), fitter, ranks,
                regimes.topK(), dealing);
    }
}
