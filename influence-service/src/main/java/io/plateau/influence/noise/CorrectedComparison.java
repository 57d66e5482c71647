package io.plateau.influence.noise;

import java.util.Arrays;
import java.util.List;

import org.hipparchus.distribution.continuous.TDistribution;

import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.uncertainty.Comparison;

/**
 * Rare against common tokens where their noise differs: the difference of two noise-corrected values over its
 * delete-a-group jackknife error, with both groups' contexts deleted together.
 */
public final class CorrectedComparison {
    private static final String METHOD = "difference corrected for noise, delete-a-group jackknife over contexts";

    private CorrectedComparison() {
    }

    /** The head's excess, then kappa; values as fitted, p-values of the corrected differences. */
    public static List<Comparison> of(CurveFit rareFit, CurveFit commonFit, int topRanks, NoiseCorrectedFits rare,
            NoiseCorrectedFits common) {
        return List.of(
                Comparison.of(Comparison.excess(topRanks), rareFit.headExcess(topRanks), commonFit.headExcess(topRanks),
                        METHOD, pValue(rare, common, Quantity.HEAD_EXCESS)),
                Comparison.of(Comparison.kappa(), rareFit.line().kappa(), commonFit.line().kappa(), METHOD,
                        pValue(rare, common, Quantity.KAPPA)));
    }

    /** Two-sided p-value of Student's t with one degree of freedom less than there are groups. */
    static double pValue(NoiseCorrectedFits rare, NoiseCorrectedFits common, Quantity quantity) {
        double[] without = rare.jackknife(quantity);
        double[] other = common.jackknife(quantity);
        Arrays.setAll(without, g -> without[g] - other[g]);
        double difference = rare.raw(quantity) - common.raw(quantity);
        if (difference == 0) {
            return 1;
        }
        double t = difference / NoiseCorrectedFits.standardError(without);
        return 2 * new TDistribution(without.length - 1.0).cumulativeProbability(-Math.abs(t));
    }
}
