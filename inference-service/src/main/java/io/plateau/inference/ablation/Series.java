package io.plateau.inference.ablation;

import ai.djl.ndarray.types.DataType;

/**
 * Order of the cumulant series and the guard up to which it is used.
 *
 * @param order 2 or 3
 * @param guard standard deviation of d under the baseline softmax; pairs above it go to the closed form
 */
public record Series(int order, double guard) {
    /**
     * The series leaves out cumulants from order k + 1 on. On the bundled models, against recomputation in float64, the 99th
     * percentile of the relative error of a neuron's influence was 2e-4 at a guard of 0.05 and 3e-5 at 0.02 for order 3, and
     * 6e-3 and 1.5e-3 for order 2: it falls with the guard to the powers 2 and 1.5.
     */
    private static final double REFERENCE_GUARD = 0.05;
    private static final double THIRD_ORDER_ERROR = 2e-4;
    private static final double SECOND_ORDER_ERROR = 6e-3;
    /** The error may be this many times smaller than asked for: other models are not the bundled ones. */
    private static final double MARGIN = 5;

    /**
     * In float32 a pair is off by about 1e-7 nats. Where the model is nearly sure of the token that follows, a loss change is
     * a small rest of large changes of logits; below this tolerance that shows in the influences of neurons whose loss changes
     * nearly cancel over the positions.
     */
    private static final double SINGLE_PRECISION = 5e-4;

    /** Precision of the directions that a tolerance asks for: float64 costs about twice the time. */
    public static DataType precision(double tolerance) {
        return tolerance < SINGLE_PRECISION ? DataType.FLOAT64 : DataType.FLOAT32;
    }

    /**
     * The cheapest series for a tolerance: order 3, unless order 2 will do with a guard that sends few pairs to the closed
     * form.
     *
     * @param tolerance error relative to the influence or to ten times its standard error, whichever is larger
     */
    public static Series within(double tolerance) {
        double asked = tolerance / MARGIN;
        double second = REFERENCE_GUARD * Math.pow(asked / SECOND_ORDER_ERROR, 1 / 1.5);
        if (second >= REFERENCE_GUARD) {
            return new Series(2, REFERENCE_GUARD);
        }
        return new Series(3, REFERENCE_GUARD * Math.min(1, Math.sqrt(asked / THIRD_ORDER_ERROR)));
    }
}
