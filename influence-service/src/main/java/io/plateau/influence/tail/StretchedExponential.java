package io.plateau.influence.tail;

import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;

/** The stretched exponential tail: for each exponent b the rate c is known, which leaves one dimension. */
final class StretchedExponential {
    /** From a power law to all digits that matter to a tail far steeper than any exponential. */
    private static final double LEAST_LN_B = -20;
    private static final double MOST_LN_B = 3;
    private static final int COARSE_STEPS = 50;
    private static final double TOLERANCE = 1e-10;
    private static final int MAX_EVALUATIONS = 500;

    private StretchedExponential() {
    }

    static FittedTail fit(double[] y) {
        double mean = TailFamily.mean(y, v -> v);
        UnivariateFunction profile = lnB -> {
            double b = Math.exp(lnB);
            return -Math.log(TailFamily.mean(y, v -> Math.expm1(b * v))) + lnB + b * mean - 1;
        };
        double step = (MOST_LN_B - LEAST_LN_B) / COARSE_STEPS;
        double coarse = LEAST_LN_B;
        for (int i = 1; i <= COARSE_STEPS; i++) {
            double next = LEAST_LN_B + i * step;
            coarse = profile.value(next) > profile.value(coarse) ? next : coarse;
        }
        double lnB = new BrentOptimizer(TOLERANCE, TOLERANCE).optimize(new MaxEval(MAX_EVALUATIONS),
                new UnivariateObjectiveFunction(profile), GoalType.MAXIMIZE,
                new SearchInterval(Math.max(LEAST_LN_B, coarse - step), Math.min(MOST_LN_B, coarse + step), coarse))
                .getPoint();
        double b = Math.exp(lnB);
        double c = 1 / TailFamily.mean(y, v -> Math.expm1(b * v));
        return TailFamily.fitted(b, c, y, v -> lnB + Math.log(c) + b * v - c * Math.expm1(b * v));
    }
}
