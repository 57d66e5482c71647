package io.plateau.routing.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Test of a mean against zero over two ways that are both samples: treatments (random directions, heads that were drawn),
 * each measured in every context. Treatments come in strata, which are no sample: the mean weighs the strata alike.
 *
 * <p>
 * The squared standard error is the sum of two: that of the treatments' means, by stratum, and that of the contexts' means.
 * Either holds a share of what neither way explains, so the sum is too large by one such share: the test errs towards not
 * rejecting. Degrees of freedom by Satterthwaite (1946).
 */
public final class CrossedTest {
    private CrossedTest() {
    }

    /**
     * @param treatment what a treatment is, for the reason: "direction", "head"
     * @param strata per stratum: treatments, contexts
     * @return the spread counts contexts; its deviation is over all treatments and contexts
     */
    public static PairedTest of(String treatment, List<double[][]> strata) {
        int contexts = strata.get(0)[0].length;
        double[] byContext = new double[contexts];
        CentralMoments all = new CentralMoments();
        double variance = 0;
        double cubes = 0;
        double degrees = 0;
        int fewest = Integer.MAX_VALUE;
        for (double[][] stratum : strata) {
            fewest = Math.min(fewest, stratum.length);
            double[] means = new double[stratum.length];
            for (int j = 0; j < stratum.length; j++) {
                means[j] = Arrays.stream(stratum[j]).sum() / contexts;
                for (int k = 0; k < contexts; k++) {
                    byContext[k] += stratum[j][k] / stratum.length / strata.size();
                    all.add(stratum[j][k]);
                }
            }
            CentralMoments treatments = CentralMoments.of(means);
            double own = treatments.variance() / means.length / strata.size() / strata.size();
            variance += own;
            degrees += own * own / (means.length - 1);
            cubes += thirdCumulant(treatments, means.length) / Math.pow(strata.size(), 3);
        }
        CentralMoments overContexts = CentralMoments.of(byContext);
        Double deviation = all.spread().standardDeviation();
        Spread spread = new Spread(contexts, Spread.of(byContext).mean(), deviation);
        PairedTest none = PairedTest.withoutSpread("context", spread, all);
        if (none != null) {
            return none;
        }
        if (fewest < 2) {
            return PairedTest.undefined(spread, String.format(Locale.ROOT,
                    "one %s alone says nothing of how much another would change; a test needs at least 2", treatment));
        }
        double own = overContexts.variance() / contexts;
        variance += own;
        degrees += own * own / (contexts - 1);
        cubes += thirdCumulant(overContexts, contexts);
        return PairedTest.of(spread, spread.mean() / Math.sqrt(variance), variance * variance / degrees,
                cubes / Math.pow(variance, 1.5));
    }

    /** Of the mean of n independent values. */
    private static double thirdCumulant(CentralMoments values, int n) {
        return values.skewness() * Math.pow(values.variance(), 1.5) / n / n;
    }
}
