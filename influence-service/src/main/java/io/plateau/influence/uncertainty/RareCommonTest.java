package io.plateau.influence.uncertainty;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.plateau.influence.losses.GroupSums;
import io.plateau.influence.ranking.InfluenceDefinition;
import io.plateau.influence.ranking.Ranking;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.regime.CurveFitter;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.statistics.significance.PermutationTest;

/**
 * Randomisation test of rare against common tokens (deploy/science, Regimes): within a context the two
 * groups' sums and counts are swapped by a seeded coin. A randomisation that leaves a group without a curve
 * counts against the hypothesis.
 */
public final class RareCommonTest {
    private final GroupSums rare;
    private final GroupSums common;
    private final double[] rareSums;
    private final double[] commonSums;
    private final CurveFitter fitter;
    private final int ranks;
    private final int topRanks;

    /**
     * @param rare same contexts in the same order as common
     * @param ranks how many ranks of either ranking are fitted
     * @param topRanks ranks over which the head's excess is averaged
     */
    public RareCommonTest(GroupSums rare, GroupSums common, InfluenceDefinition definition, CurveFitter fitter,
            int ranks, int topRanks) {
        this.rare = rare;
        this.common = common;
        this.rareSums = definition.sums(rare);
        this.commonSums = definition.sums(common);
        this.fitter = fitter;
        this.ranks = ranks;
        this.topRanks = topRanks;
    }

    /** The head's excess, then kappa, both two-sided, from the same randomisations. */
    public List<Comparison> run(CurveFit rareFit, CurveFit commonFit, int permutations, long seed) {
        double[] observed = statistics(rareFit, commonFit);
        int contexts = rare.contexts();
        List<double[]> randomised = IntStream.range(0, permutations).parallel()
                .mapToObj(i -> randomised(
                        coins(contexts, SeedDerivation.FNV_1A.stream(seed, "regimes/rare-against-common", i))))
                .toList();
        return List.of(
                Comparison.of(Comparison.excess(topRanks), rareFit.headExcess(topRanks), commonFit.headExcess(topRanks),
                        Comparison.RANDOMISATION, p(randomised, observed, 0)),
                Comparison.of(Comparison.kappa(), rareFit.line().kappa(), commonFit.line().kappa(),
                        Comparison.RANDOMISATION, p(randomised, observed, 1)));
    }

    /** Share of differences at least as far from 0; negated, so that an undefined (NaN) one counts as extreme. */
    private static double p(List<double[]> randomised, double[] observed, int statistic) {
        double distance = Math.abs(observed[statistic]);
        long extreme = randomised.stream().filter(d -> !(Math.abs(d[statistic]) < distance)).count();
        return PermutationTest.pValue(extreme, randomised.size());
    }

    private static boolean[] coins(int contexts, SplittableRandom random) {
        boolean[] swapped = new boolean[contexts];
        for (int c = 0; c < contexts; c++) {
            swapped[c] = random.nextBoolean();
        }
        return swapped;
    }

    private double[] statistics(CurveFit first, CurveFit second) {
        return new double[]{first.headExcess(topRanks) - second.headExcess(topRanks),
                first.line().kappa() - second.line().kappa()};
    }

    private double[] randomised(boolean[] swapped) {
        double[] undefined = {Double.NaN, Double.NaN};
        return fitter.fit(curve(swapped, false), ranks)
                .flatMap(first -> fitter.fit(curve(swapped, true), ranks).map(second -> statistics(first, second)))
                .orElse(undefined);
    }

    /** The rare curve after swapping, or the common one; empty where the group is left without positions. */
    private double[] curve(boolean[] swapped, boolean second) {
        int neurons = rare.neurons();
        double[] totals = new double[neurons];
        long positions = 0;
        for (int c = 0; c < swapped.length; c++) {
            boolean fromRare = swapped[c] == second;
            double[] sums = fromRare ? rareSums : commonSums;
            positions += fromRare ? rare.counts()[c] : common.counts()[c];
            for (int n = 0, from = c * neurons; n < neurons; n++) {
                totals[n] += sums[from + n];
            }
        }
        return positions == 0 ? new double[0] : Ranking.curve(InfluenceDefinition.ofTotals(totals, positions));
    }
}
