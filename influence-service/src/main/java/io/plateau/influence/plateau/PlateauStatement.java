package io.plateau.influence.plateau;

import java.util.Locale;

import io.plateau.contracts.specification.RegimeSpecification.PlateauRule;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.regime.HeadSizes;
import io.plateau.influence.uncertainty.BootstrapResult;

/** One sentence on the head of a ranking: what makes it a plateau, or why the plateau is empty. */
public final class PlateauStatement {
    private PlateauStatement() {
    }

    /**
     * @param plateauDelta mean excess that makes a plateau, ln influence
     * @param resolved top ranks that are distinguishable from noise
     * @param allowed the specification's plateauRule
     */
    public static String of(Plateau plateau, CurveFit fit, BootstrapResult bootstrap, double plateauDelta,
            int resolved, PlateauRule allowed) {
        if (bootstrap.requested() == 0) {
            return "empty: a plateau needs a bootstrap, and there are too few different contexts for one";
        }
        double flatShare = (double) bootstrap.flatReplicates() / bootstrap.requested();
        return switch (plateau.rule()) {
            case EXCESS -> say("ranks 1 to %d lie %.2f above the power law on average in ln influence, with a lower"
                    + " 95 %% bound above 0", plateau.size(), fit.headExcess(plateau.size()));
            case FLAT -> say("ranks 1 to %d fall at most half as fast as the power law, as the head does in %.1f %% of"
                    + " the bootstraps", plateau.size(), 100 * flatShare);
            case NONE -> empty(plateau, fit, bootstrap, plateauDelta, resolved, allowed,
                    flatShare);
        };
    }

    private static String empty(Plateau plateau, CurveFit fit, BootstrapResult bootstrap, double plateauDelta,
            int resolved, PlateauRule allowed, double flatShare) {
        if (plateau.excessSize() > 0 || plateau.flatSize() > 0) {
            return say("empty: only the %s rule is asked for; %d ranks meet excess, %d flat", allowed.label(),
                    plateau.excessSize(), plateau.flatSize());
        }
        int head = Math.max(HeadSizes.excess(fit, plateauDelta), HeadSizes.flat(fit.segmented()));
        if (head > resolved) {
            return say("empty: the top %d ranks include some that cannot be distinguished from noise; %d can", head,
                    resolved);
        }
        String excess = HeadSizes.excess(fit, plateauDelta) == 0
                ? say("no top ranks lie %.2f above the power law on average", plateauDelta)
                : say("the top ranks' excess over the power law has a lower 95 %% bound at or below 0, as resampled"
                        + " or once corrected for noise");
        String flat = HeadSizes.flat(fit.segmented()) == 0
                ? say("no piece before the power law falls at most half as fast")
                : say("the head is flat in %.1f %% of the bootstraps where 95 %% are needed", 100 * flatShare);
        return "empty: " + excess + "; " + flat;
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
