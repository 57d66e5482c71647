package io.plateau.inference.heads;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.model.EngineMemory;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.parallel.Workers;

/**
 * Non-attention controls: parts of a layer's MLP moved along a seeded random direction, as far as changes the residual
 * stream by the norm of the median head's ablation in the mode requested. A direction depends on its seed only, so that
 * all blocks of an experiment perturb alike.
 */
final class Controls {
    /** Relative: a small part of the spread of the heads' own norms, which lie within factors of each other. */
    private static final double CLOSE_ENOUGH = 1e-2;
    private static final int MOST_STEPS = 30;
    private static final double FIRST_STEP = 1e-2;
    /** One in so many positions of a context shows how the change grows with the step. */
    private static final int SAMPLED = 32;

    private final NDManager scratch;
    private final FeedForward original;
    private final NDArray[] inputs;
    private final NDArray[] outputs;
    private final NDArray fewInputs;
    private final NDArray fewOutputs;
    private final double target;

    /**
     * An MLP and what it writes.
     *
     * @param outputs by context, 1, T, D
     */
    record Perturbed(FeedForward feedForward, NDArray[] outputs) {
    }

    /** Another MLP that is a step away; its weights are in the manager. */
    private interface Direction {
        FeedForward at(NDManager manager, double step);
    }

    /**
     * @param scratch owns what all directions share
     * @param inputs by context, 1, T, D: what the MLP reads
     * @param target norm that the change of its output is to have, over all positions of the block
     */
    Controls(NDManager scratch, FeedForward original, NDArray[] inputs, double target) {
        this.scratch = scratch;
        this.original = original;
        this.inputs = inputs;
        this.outputs = outputs(scratch, original);
        this.target = target;
        this.fewInputs = few(scratch, inputs);
        this.fewOutputs = output(original, fewInputs);
    }

    /** Some positions of each context. */
    private static NDArray few(NDManager manager, NDArray[] inputs) {
        NDList some = new NDList();
        for (NDArray input : inputs) {
            // Not the very first: what models do there is unlike what they do elsewhere.
            long first = Math.min(SAMPLED / 2, input.getShape().get(1) - 1);
            some.add(input.get(manager, new NDIndex(":, {}::{}", first, SAMPLED)));
        }
        return NDArrays.concat(some, 1);
    }

    /**
     * The MLP with other gains in its norm (of its input or, without one, of its output), in some directions.
     *
     * @param owner of weights and outputs
     * @param seeds one per direction
     */
    Perturbed[] norm(NDManager owner, Workers workers, long[] seeds) {
        NDArray gain = original.gain();
        return each(owner, workers, seeds, gain.getShape(), direction -> (manager, step) -> original
                .withGain(HeadAblator.view(manager, direction).mul(step).addi(HeadAblator.view(manager, gain))));
    }

    /** The MLP with other input weights, likewise. */
    Perturbed[] feedForward(NDManager owner, Workers workers, long[] seeds) {
        return each(owner, workers, seeds, original.inputShape(),
                direction -> (manager, step) -> original.moved(HeadAblator.view(manager, direction), step));
    }

    /** Directions side by side; all but the first begin at its step, which theirs are close to. */
    private Perturbed[] each(NDManager owner, Workers workers, long[] seeds, Shape shape,
            Function<NDArray, Direction> along) {
        Perturbed[] found = new Perturbed[seeds.length];
        if (target == 0) {
            Arrays.fill(found, new Perturbed(original, outputs));
            return found;
        }
        Secant[] steps = new Secant[seeds.length];
        workers.forEach(1, first -> perturb(owner, seeds, shape, along, new Secant(FIRST_STEP, 1), 0, found, steps));
        workers.forEach(seeds.length - 1,
                j -> perturb(owner, seeds, shape, along, steps[0], j + 1, found, steps));
        return found;
    }

    private void perturb(NDManager owner, long[] seeds, Shape shape, Function<NDArray, Direction> along, Secant begin,
            int j, Perturbed[] found, Secant[] steps) {
        try (NDManager own = owner.newSubManager()) {
            Direction direction = along.apply(direction(own, shape, seeds[j]));
            NDArray[][] written = {new NDArray[0]};
            steps[j] = scaled(own, direction, begin, written);
            for (NDArray output : written[0]) {
                output.attach(owner);
            }
            found[j] = new Perturbed(direction.at(owner, steps[j].step), written[0]);
        }
    }

    /**
     * The change is nearly a power of the step: secants of the logarithms arrive in three or four tries. They are made on
     * few positions; from where these lead to, all positions need a correction or two.
     *
     * @param written receives the outputs at the step found
     */
    private Secant scaled(NDManager own, Direction direction, Secant begin, NDArray[][] written) {
        long positions = Arrays.stream(inputs).mapToLong(input -> input.getShape().get(1)).sum();
        // As large a share of the target's square as the sample is of the positions.
        double share = target * Math.sqrt((double) fewInputs.getShape().get(1) / positions);
        Secant guess = begin.search(step -> {
            try (NDManager inner = own.newSubManager()) {
                NDArray changed = output(direction.at(inner, step), HeadAblator.view(inner, fewInputs));
                return Math.log(Math.sqrt(squares(changed, fewOutputs)) / share);
            }
        });
        return guess.search(step -> {
            for (NDArray stale : written[0]) {
                stale.close();
            }
            try (NDManager inner = own.newSubManager()) {
                written[0] = outputs(own, direction.at(inner, step));
            }
            double sum = 0;
            for (int c = 0; c < outputs.length; c++) {
                sum += squares(written[0][c], outputs[c]);
            }
            return Math.log(Math.sqrt(sum) / target);
        });
    }

    /**
     * Where a function that is nearly linear in the logarithm of the step is nearly zero.
     *
     * @param step the function's argument that was looked at last
     * @param slope of the function by the logarithm of the step
     */
    private record Secant(double step, double slope) {

        Secant search(DoubleUnaryOperator excess) {
            double at = step;
            double rise = slope;
            double height = excess.applyAsDouble(at);
            for (int i = 1; i < MOST_STEPS && Math.abs(height) > CLOSE_ENOUGH && Double.isFinite(height); i++) {
                double next = at * Math.exp(-height / rise);
                double nextHeight = excess.applyAsDouble(next);
                double found = (nextHeight - height) / Math.log(next / at);
                // Rounding can spoil the slope of two steps that lie close together.
                rise = found > 0.1 && found < 10 ? found : 1;
                at = next;
                height = nextHeight;
            }
            if (Double.isNaN(height)) {
                throw new UnprocessableException(
                        "a layer's MLP, perturbed as a control, changes its output by an amount that is not a number: its"
                                + " weights may be damaged or need a wider number format");
            }
            return new Secant(at, rise);
        }
    }

    /** By context, in the manager. */
    private NDArray[] outputs(NDManager manager, FeedForward feedForward) {
        NDArray[] written = new NDArray[inputs.length];
        for (int c = 0; c < written.length; c++) {
            try (NDManager inner = manager.newSubManager()) {
                written[c] = output(feedForward, HeadAblator.view(inner, inputs[c]));
                written[c].attach(manager);
            }
        }
        return written;
    }

    private static double squares(NDArray changed, NDArray before) {
        try (NDManager inner = changed.getManager().newSubManager()) {
            return HeadAblator.view(inner, changed).sub(before).square().sum().getFloat();
        }
    }

    private static NDArray output(FeedForward feedForward, NDArray input) {
        return feedForward.output(feedForward.activation(input));
    }

    static NDArray direction(NDManager manager, Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return EngineMemory.filled(manager, shape, buffer -> {
            FloatBuffer values = buffer.asFloatBuffer();
            while (values.hasRemaining()) {
                values.put((float) random.nextGaussian());
            }
        });
    }
}
