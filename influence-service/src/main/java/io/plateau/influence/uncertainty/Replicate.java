package io.plateau.influence.uncertainty;

import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.regime.HeadSizes;
import io.plateau.influence.regime.SegmentedFit;

/**
 * Results of one bootstrap replicate or simulated ranking.
 *
 * @param kappa exponent of the line
 * @param rSquared of the line; NaN where all influences are equal
 * @param segmentKappa exponent of the power-law piece
 * @param breakpoints number of breakpoints
 * @param firstBreakpoint rank; NaN where there is none
 * @param secondBreakpoint rank; NaN where there is none
 * @param excessSize ranks by the excess rule
 * @param flatSize ranks by the flat rule
 */
public record Replicate(double kappa, double rSquared, double segmentKappa, int breakpoints, double firstBreakpoint,
        double secondBreakpoint, int excessSize, int flatSize) {

    /** What the rules and intervals need of a fit. */
    public static Replicate of(CurveFit fit, double plateauDelta) {
        SegmentedFit segmented = fit.segmented();
        int breakpoints = segmented.breakpoints();
        return new Replicate(fit.line().kappa(), fit.line().rSquared(), segmented.powerLaw().kappa(), breakpoints,
                breakpoints > 0 ? segmented.breakpoint(0) : Double.NaN,
                breakpoints > 1 ? segmented.breakpoint(1) : Double.NaN, HeadSizes.excess(fit, plateauDelta),
                HeadSizes.flat(segmented));
    }
}
