package io.plateau.influence.noise;

import java.util.function.ToDoubleBiFunction;

import io.plateau.influence.regime.CurveFit;

/** What of a fit is corrected for noise; each has a least and a greatest possible value. */
public enum Quantity {
    /** Exponent of the line; a ranking never rises. */
    KAPPA(0, Double.POSITIVE_INFINITY, (fit, top) -> fit.line().kappa()),
    /** Of the line; NaN where all influences are equal. */
    R_SQUARED(0, 1, (fit, top) -> fit.line().rSquared()),
    /** Exponent of the power-law piece. */
    SEGMENT_KAPPA(0, Double.POSITIVE_INFINITY, (fit, top) -> fit.segmented().powerLaw().kappa()),
    /** Mean excess of the top ranks over the power law, ln influence. */
    HEAD_EXCESS(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, CurveFit::headExcess);

    private final double least;
    private final double greatest;
    private final ToDoubleBiFunction<CurveFit, Integer> of;

    Quantity(double least, double greatest, ToDoubleBiFunction<CurveFit, Integer> of) {
        this.least = least;
        this.greatest = greatest;
        this.of = of;
    }

    /** @param topRanks the ranks of the head */
    double of(CurveFit fit, int topRanks) {
        return of.applyAsDouble(fit, topRanks);
    }

    double clamp(double value) {
        return Math.max(least, Math.min(greatest, value));
    }
}
