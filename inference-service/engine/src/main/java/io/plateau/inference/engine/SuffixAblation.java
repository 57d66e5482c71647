package io.plateau.inference.engine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

import io.plateau.inference.ablation.AblationBlock;
import io.plateau.inference.model.CrossEntropy;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.HookPoint;
import io.plateau.inference.model.Hooks;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Cancellation;
import io.plateau.inference.parallel.Workers;

/** Ablations in a layer at the target positions of contexts: only what lies behind the layer, and only the ablated position. */
final class SuffixAblation {
    /** Neurons that are ablated at once at a position: products of that many rows run at full speed. */
    static final int NEURONS = 1_024;

    private final Transformer model;
    private final Layer layer;
    private final List<Layer> later;
    private final Workers workers;
    private final SuffixPass[] passes;
    private final int[] context;
    private final int[] position;

    /** @param targets of the contexts that the passes are over */
    SuffixAblation(Transformer model, int layer, Workers workers, SuffixPass[] passes, int[][] targets) {
        this.model = model;
        this.layer = model.layers().get(layer);
        this.later = model.layers().subList(layer + 1, model.layers().size());
        this.workers = workers;
        this.passes = passes;
        this.context = IntStream.range(0, targets.length).flatMap(c -> IntStream.of(targets[c]).map(t -> c)).toArray();
        this.position = Arrays.stream(targets).flatMapToInt(Arrays::stream).toArray();
    }

    /**
     * @param block the positions, as often as there are draws
     * @param neurons M, ascending; null: all N
     * @return P, M: loss changes
     */
    float[] ablate(AblationBlock block, int[] neurons) {
        int[] chosen = neurons == null ? IntStream.range(0, block.neurons()).toArray() : neurons;
        float[] delta = new float[block.positions() * chosen.length];
        workers.forEach(block.positions(), row -> {
            try (NDManager scratch = block.residual().getManager().newSubManager()) {
                for (int from = 0; from < chosen.length; from += NEURONS) {
                    Cancellation.check();
                    int[] some = Arrays.copyOfRange(chosen, from, Math.min(chosen.length, from + NEURONS));
                    try (NDManager one = scratch.newSubManager()) {
                        double[] losses = losses(one, block, row, some);
                        for (int n = 0; n < some.length; n++) {
                            // Beside the ablations the position as it is, by the same arithmetic.
                            delta[row * chosen.length + from + n] = (float) (losses[n] - losses[some.length]);
                        }
                    }
                }
            }
        });
        return delta;
    }

    /** M + 1: losses with each neuron ablated, then with none. */
    private double[] losses(NDManager scratch, AblationBlock block, int row, int[] neurons) {
        NDArray index = TargetPositions.index(scratch, neurons);
        NDArray change = block.change().get(scratch, new NDIndex("{}", row)).get(new NDIndex("{}", index));
        FeedForward feedForward = layer.feedForward();
        NDArray down = feedForward.mlp().down().weight().get(scratch, new NDIndex(":, {}", index)).transpose();
        NDArray pushed = down.mul(change.expandDims(1));
        NDArray none = scratch.zeros(new Shape(1, model.width()));
        NDArray residual = block.residual().get(scratch, new NDIndex("{}:{}", row, row + 1));
        NDArray altered;
        if (block.written() == null) {
            altered = NDArrays.concat(new NDList(pushed, none)).addi(residual);
        } else {
            NDArray written = block.written().get(scratch, new NDIndex("{}:{}", row, row + 1));
            NDArray beside = residual.sub(feedForward.after().apply(written));
            altered = feedForward.after().apply(NDArrays.concat(new NDList(pushed, none)).addi(written)).addi(beside);
        }
        SuffixPass pass = passes[context[row % context.length]];
        return CrossEntropy.ofVariants(model, behind(scratch, altered, pass, position[row % position.length]),
                block.next()[row]);
    }

    /** Variants, D → variants, D: from behind the layer to the final norm, at one position. */
    private NDArray behind(NDManager scratch, NDArray altered, SuffixPass pass, int at) {
        NDArray current = altered.expandDims(1);
        for (Layer next : later) {
            NDArray attention = next.attention().applyToLast(current,
                    pass.upTo(scratch, next.index(), HookPoint.HEAD_KEY, at),
                    pass.upTo(scratch, next.index(), HookPoint.HEAD_VALUE, at));
            current = next.afterAttention(current, attention, Hooks.NONE);
        }
        return current.squeeze(1);
    }

    /**
     * First-order estimates of the loss changes, c · dL/da: one pass back per context. The loss is that of the position's own
     * prediction: later ones, which see its keys and values, do not count.
     *
     * @return P, N
     */
    float[] estimate(AblationBlock block) {
        NDArray weight = layer.feedForward().mlp().down().weight();
        NDList gradients = new NDList();
        int first = 0;
        for (SuffixPass pass : passes) {
            Cancellation.check();
            int count = pass.baselineLoss().length;
            gradients.add(gradient(block.residual().getManager(), pass, first, count, block.next()));
            first += count;
        }
        NDArray ofNeurons = NDArrays.concat(gradients).matMul(weight);
        int draws = block.positions() / first;
        return block.change().mul(draws == 1 ? ofNeurons : ofNeurons.tile(0, draws)).toFloatArray();
    }

    /** P, D: of each position's loss by what the layer's MLP writes there. */
    private NDArray gradient(NDManager owner, SuffixPass pass, int first, int count, int[] next) {
        try (NDManager scratch = owner.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray moved = scratch.zeros(pass.exit().getShape());
            moved.setRequiresGradient(true);
            NDArray current = altered(scratch, pass, moved).expandDims(0);
            for (Layer behind : later) {
                NDArray attention = behind.attention().applyApart(current,
                        view(scratch, pass.seen().get(behind.index()).get(HookPoint.HEAD_KEY)),
                        view(scratch, pass.seen().get(behind.index()).get(HookPoint.HEAD_VALUE)));
                current = behind.afterAttention(current, attention, Hooks.NONE);
            }
            NDIndex targets = new NDIndex("{}",
                    TargetPositions.index(scratch, Arrays.copyOfRange(position, first, first + count)));
            NDArray target = TargetPositions.index(scratch, Arrays.copyOfRange(next, first, first + count));
            NDArray losses = model.logits(current.squeeze(0).get(targets)).logSoftmax(1)
                    .gather(target.expandDims(1), 1).neg();
            collector.backward(losses.sum());
            NDArray gradient = moved.getGradient().get(targets);
            gradient.attach(owner);
            return gradient;
        }
    }

    /** T, D: behind the layer, with something added to what its MLP writes. */
    private NDArray altered(NDManager scratch, SuffixPass pass, NDArray added) {
        NDArray exit = view(scratch, pass.exit());
        if (pass.written() == null) {
            return added.add(exit);
        }
        NDArray written = view(scratch, pass.written());
        return layer.feedForward().after().apply(added.add(written))
                .add(exit.sub(layer.feedForward().after().apply(written)));
    }

    private static NDArray view(NDManager scratch, NDArray kept) {
        NDArray view = kept.reshape(kept.getShape());
        view.attach(scratch);
        return view;
    }
}
