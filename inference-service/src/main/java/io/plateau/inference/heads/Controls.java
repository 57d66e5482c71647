package io.plateau.inference.heads;

import java.util.Random;
import java.util.function.DoubleFunction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.model.FeedForward;

/**
 * Non-attention controls: parts of a layer's MLP moved along a seeded random direction, as far as changes the residual
 * stream by the norm of the median head's removal. The direction depends on seed, layer and kind only, so that all blocks
 * of an experiment perturb alike.
 */
final class Controls {
    /** Relative: far below the spread of the heads' own norms. */
    private static final double CLOSE_ENOUGH = 1e-3;
    private static final int MOST_STEPS = 30;
    private static final double FIRST_STEP = 1e-2;

    private Controls() {
    }

    /** @return the layer's MLP with other gains in its norm */
    static FeedForward norm(NDManager scratch, FeedForward feedForward, NDArray input, double target, long seed) {
        NDArray gain = feedForward.norm().gain();
        NDArray direction = direction(scratch, gain.getShape(), seed);
        return scaled(feedForward, input, target, step -> feedForward.withGain(direction.mul(step).addi(gain)));
    }

    /** @return the layer's MLP with other input weights */
    static FeedForward feedForward(NDManager scratch, FeedForward feedForward, NDArray input, double target, long seed) {
        NDArray weight = feedForward.up().weight();
        NDArray direction = direction(scratch, weight.getShape(), seed);
        return scaled(feedForward, input, target, step -> feedForward.withUp(direction.mul(step).addi(weight)));
    }

    /** The change is nearly proportional to the step, so that repeated proportional steps arrive in three or four. */
    private static FeedForward scaled(FeedForward original, NDArray input, double target,
            DoubleFunction<FeedForward> perturbed) {
        if (target == 0) {
            return original;
        }
        try (NDManager scratch = input.getManager().newSubManager()) {
            NDArray own = original.output(original.activation(in(scratch, input)));
            double step = FIRST_STEP;
            for (int i = 0; i < MOST_STEPS; i++) {
                double norm = change(scratch, perturbed.apply(step), input, own);
                if (norm == 0 || Math.abs(norm / target - 1) < CLOSE_ENOUGH) {
                    break;
                }
                step *= target / norm;
            }
            return perturbed.apply(step);
        }
    }

    private static double change(NDManager owner, FeedForward perturbed, NDArray input, NDArray own) {
        try (NDManager scratch = owner.newSubManager()) {
            return norm(perturbed.output(perturbed.activation(in(scratch, input))).subi(own));
        }
    }

    /** Frobenius. */
    static double norm(NDArray change) {
        return Math.sqrt(change.square().sum().getFloat());
    }

    private static NDArray in(NDManager scratch, NDArray tensor) {
        NDArray view = tensor.reshape(tensor.getShape());
        view.attach(scratch);
        return view;
    }

    private static NDArray direction(NDManager manager, Shape shape, long seed) {
        Random random = new Random(seed);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return manager.create(values, shape);
    }
}
