package io.plateau.influence.plateau;

import io.plateau.contracts.specification.RegimeSpecification.PlateauRule;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.regime.HeadSizes;
import io.plateau.influence.uncertainty.BootstrapResult;

/**
 * The head of one group's ranking, measured both ways.
 *
 * @param rule the rule that applies, excess before flat
 * @param size ranks in the plateau by that rule; 0 when none applies
 * @param excessSize ranks of the plateau by the excess rule with its bootstrap condition; 0: none
 * @param flatSize ranks of the plateau by the flat rule with its bootstrap condition; 0: none
 */
public record Plateau(HeadRule rule, int size, int excessSize, int flatSize) {
    /** Share of replicates on which the lower bound of a 95 % percentile interval may lie at or below 0. */
    private static final double LOWER_TAIL = 0.025;
    private static final double FLAT_SHARE_OF_REPLICATES = 0.95;

    /** What there is to say where nothing could be fitted. */
    public static Plateau none() {
        return new Plateau(HeadRule.NONE, 0, 0, 0);
    }

    /**
     * Applies both rules with their bootstrap conditions. The lower 95 % bound of a mean excess is above 0
     * when fewer than 2.5 % of the replicates have it at or below 0: counted, so that no replicate's curve
     * needs to be kept. Without a bootstrap neither condition can be met.
     *
     * @param plateauDelta mean excess that makes a plateau, ln influence
     * @param resolved top ranks that are distinguishable from noise: a larger head is none
     * @param excessAboveNoise whether the head's excess is above 0 once corrected for noise
     * @param allowed {@code auto}, {@code top-k} (both are measured), {@code excess} or {@code flat} (only that)
     */
    public static Plateau of(CurveFit fit, BootstrapResult bootstrap, double plateauDelta, int resolved,
            boolean excessAboveNoise, PlateauRule allowed) {
        int excess = excessAboveNoise ? excess(fit, bootstrap, plateauDelta) : 0;
        excess = excess <= resolved ? excess : 0;
        boolean stable = bootstrap.requested() > 0
                && bootstrap.flatReplicates() >= FLAT_SHARE_OF_REPLICATES * bootstrap.requested();
        int flat = stable && HeadSizes.flat(fit.segmented()) <= resolved ? HeadSizes.flat(fit.segmented()) : 0;
        if (excess > 0 && allowed != PlateauRule.FLAT) {
            return new Plateau(HeadRule.EXCESS, excess, excess, flat);
        }
        if (flat > 0 && allowed != PlateauRule.EXCESS) {
            return new Plateau(HeadRule.FLAT, flat, excess, flat);
        }
        return new Plateau(HeadRule.NONE, 0, excess, flat);
    }

    /** The size of another fit's head by the rule that applies; where none does, by excess, else flat. */
    public int size(CurveFit other, double plateauDelta) {
        int excess = rule == HeadRule.FLAT ? 0 : HeadSizes.excess(other, plateauDelta);
        return excess > 0 || rule == HeadRule.EXCESS ? excess : HeadSizes.flat(other.segmented());
    }

    private static int excess(CurveFit fit, BootstrapResult bootstrap, double plateauDelta) {
        int k = bootstrap.requested() == 0 ? 0 : HeadSizes.excess(fit, plateauDelta);
        double[] mean = fit.runningExcess(k);
        while (k > 0 && (mean[k - 1] < plateauDelta
                || bootstrap.notAbove(k) >= LOWER_TAIL * bootstrap.requested())) {
            k--;
        }
        return k;
    }
}
