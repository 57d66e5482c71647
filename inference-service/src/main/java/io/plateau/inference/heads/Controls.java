package io.plateau.inference.heads;

import java.util.Random;
import java.util.function.DoubleFunction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.model.FeedForward;

/**
 * Non-attention controls: parts of a layer's MLP moved along a seeded random direction, as far as changes the residual
 * stream by the norm of the median head's ablation in the mode asked for. The direction depends on seed, layer and kind only, so that all blocks
 * of an experiment perturb alike.
 */
final class Controls {
    /** Relative: far below the spread of the heads' own norms. */
    private static final double CLOSE_ENOUGH = 1e-3;
    private static final int MOST_STEPS = 30;
    private static final double FIRST_STEP = 1e-2;

    private final NDManager scratch;
    private final FeedForward original;
    private final NDArray input;
    private final NDArray output;
    private final double target;

    /**
     * @param scratch owns the perturbed weights
     * @param input K, T, D: what the MLP reads
     * @param target norm that the change of its output is to have, over all positions of the block
     */
    Controls(NDManager scratch, FeedForward original, NDArray input, double target) {
        this.scratch = scratch;
        this.original = original;
        this.input = input;
        this.output = original.output(original.activation(input));
        this.target = target;
    }

    /** The MLP with other gains in its norm. */
    FeedForward norm(long seed) {
        NDArray gain = original.norm().gain();
        NDArray direction = direction(gain.getShape(), seed);
        return scaled(step -> original.withGain(direction.mul(step).addi(gain)));
    }

    /** The MLP with other input weights. */
    FeedForward feedForward(long seed) {
        NDArray weight = original.up().weight();
        NDArray direction = direction(weight.getShape(), seed);
        return scaled(step -> original.withUp(direction.mul(step).addi(weight)));
    }

    /** The change is nearly a power of the step: secants of the logarithms arrive in three or four tries. */
    private FeedForward scaled(DoubleFunction<FeedForward> perturbed) {
        if (target == 0) {
            return original;
        }
        double step = FIRST_STEP;
        double excess = excess(perturbed.apply(step));
        double slope = 1;
        for (int i = 1; i < MOST_STEPS && Math.abs(excess) > CLOSE_ENOUGH && Double.isFinite(excess); i++) {
            double next = step * Math.exp(-excess / slope);
            double nextExcess = excess(perturbed.apply(next));
            double found = (nextExcess - excess) / Math.log(next / step);
            // Rounding can spoil the slope of two steps that lie close together.
            slope = found > 0.1 && found < 10 ? found : 1;
            step = next;
            excess = nextExcess;
        }
        return perturbed.apply(step);
    }

    /** ln of the change's norm over the target. */
    private double excess(FeedForward perturbed) {
        try (NDManager inner = scratch.newSubManager()) {
            NDArray view = input.reshape(input.getShape());
            view.attach(inner);
            NDArray change = perturbed.output(perturbed.activation(view)).subi(output);
            return Math.log(norm(change) / target);
        }
    }

    /** Frobenius. */
    static double norm(NDArray change) {
        return Math.sqrt(change.square().sum().getFloat());
    }

    private NDArray direction(Shape shape, long seed) {
        Random random = new Random(seed);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return scratch.create(values, shape);
    }
}
