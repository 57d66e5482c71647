package io.plateau.inference.ablation;

import java.util.List;

import ai.djl.ndarray.types.DataType;

/**
 * Order of the cumulant series and the guard up to which it is used.
 *
 * @param order 2 or 3
 * @param guard standard deviation of d under the baseline softmax; pairs above it go to the closed form, with 0 all
 */
public record Series(int order, double guard) {
    /**
     * From the cheapest to the closed form for every pair. Order 3 has three V-long products per pair where order 2 has one, and a
     * tighter guard sends more pairs to the closed form: on real text 0.06 % at 0.1, 0.4 % at 0.05, 2 % at 0.02.
     */
    static final List<Series> BY_COST = List.of(new Series(2, 0.1), new Series(2, 0.05), new Series(3, 0.1),
            new Series(3, 0.05), new Series(3, 0.02), new Series(3, 0.005), new Series(3, 0));

    /**
     * In float32 a pair is off by about 1e-7 nats. Where the model is nearly sure of the token that follows, a loss change is
     * a small rest of large changes of logits; below this tolerance that shows in the influences of neurons whose loss changes
     * nearly cancel over the positions.
     */
    private static final double SINGLE_PRECISION = 5e-4;

    /**
     * Precision of the directions that a tolerance asks for: float64 costs about twice the time.
     *
     * @param tolerance relative to a neuron's influence or to ten of its standard errors
     */
    public static DataType precision(double tolerance) {
        return tolerance < SINGLE_PRECISION ? DataType.FLOAT64 : DataType.FLOAT32;
    }
}
