package io.plateau.influence.tail;

import org.hipparchus.analysis.MultivariateFunction;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/** The largest value of a likelihood of two parameters, by Nelder and Mead from each of several starts. */
final class Maximum {
    /** Of mean ln likelihoods: far below what 10,000 values can tell apart, far above rounding. */
    private static final double TOLERANCE = 1e-13;
    private static final int MAX_EVALUATIONS = 4_000;
    private static final double STEP = 0.5;

    private Maximum() {
    }

    static double[] of(MultivariateFunction likelihood, double[]... starts) {
        double[] best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (double[] start : starts) {
            var found = new SimplexOptimizer(TOLERANCE, TOLERANCE).optimize(new MaxEval(MAX_EVALUATIONS),
                    new ObjectiveFunction(likelihood), GoalType.MAXIMIZE, new InitialGuess(start),
                    new NelderMeadSimplex(new double[]{STEP, STEP}));
            if (found.getValue() > most) {
                most = found.getValue();
                best = found.getPoint();
            }
        }
        return best;
    }
}
