package io.plateau.inference.heads;

import java.util.Arrays;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import io.plateau.inference.model.Layer;
import io.plateau.inference.parallel.Workers;
import io.plateau.statistics.random.SeedDerivation;

/** The non-attention controls of one layer: its MLP perturbed in many directions, everything downstream recomputed. */
final class LayerControls {
    /** Directions side by side: each holds a copy of the MLP's input weights. */
    private static final int AT_ONCE = 4;

    private final NDManager call;
    private final Workers workers;
    private final Tail tail;
    private final LayerBaseline[] baselines;
    private final double median;

    /**
     * @param baselines of the layer, by context
     * @param median over heads of the norm of what their ablation changes
     */
    LayerControls(NDManager call, Workers workers, Tail tail, LayerBaseline[] baselines, double median) {
        this.call = call;
        this.workers = workers;
        this.tail = tail;
        this.baselines = baselines;
        this.median = median;
    }

    /** Either control in every direction. */
    void visit(long seed, int directions, HeadAblator.Visitor visitor) {
        Layer layer = baselines[0].layer();
        try (NDManager scratch = call.newSubManager()) {
            NDArray[] inputs = new NDArray[baselines.length];
            for (int c = 0; c < inputs.length; c++) {
                inputs[c] = layer.feedForwardInput(HeadAblator.view(scratch, baselines[c].entry()),
                        baselines[c].attention());
            }
            Controls controls = new Controls(scratch, layer.feedForward(), inputs, median);
            for (Target.Kind kind : new Target.Kind[]{Target.Kind.CONTROL_NORM, Target.Kind.CONTROL_FEED_FORWARD}) {
                long[] seeds = new SplittableRandom(SeedDerivation.nested(seed, layer.index(), kind.ordinal()))
                        .longs(directions).toArray();
                for (int from = 0; from < directions; from += AT_ONCE) {
                    visit(controls, inputs, kind, from,
                            Arrays.copyOfRange(seeds, from, Math.min(directions, from + AT_ONCE)), visitor);
                }
            }
        }
    }

    private void visit(Controls controls, NDArray[] inputs, Target.Kind kind, int first, long[] seeds,
            HeadAblator.Visitor visitor) {
        Layer layer = baselines[0].layer();
        try (NDManager scratch = call.newSubManager()) {
            Controls.Perturbed[] perturbed = kind == Target.Kind.CONTROL_NORM
                    ? controls.norm(scratch, workers, seeds)
                    : controls.feedForward(scratch, workers, seeds);
            float[][][] found = tail.startsIn(layer) ? restricted(inputs, perturbed) : downstream(perturbed);
            for (int j = 0; j < seeds.length; j++) {
                visitor.visit(Target.control(kind, layer.index(), first + j), HeadAblator.joined(found[j]));
            }
        }
    }

    /** By direction and context: activations of the perturbed MLP itself. */
    private float[][][] restricted(NDArray[] inputs, Controls.Perturbed[] perturbed) {
        float[][][] found = new float[perturbed.length][inputs.length][];
        workers.forEach(perturbed.length * inputs.length, part -> {
            int j = part / inputs.length;
            int c = part % inputs.length;
            try (NDManager own = call.newSubManager()) {
                found[j][c] = tail.activations(HeadAblator.view(own, inputs[c]), perturbed[j].feedForward());
            }
        });
        return found;
    }

    /** By direction and context: activations of the final MLP, directions batched. */
    private float[][][] downstream(Controls.Perturbed[] perturbed) {
        Layer layer = baselines[0].layer();
        float[][][] found = new float[perturbed.length][baselines.length][];
        int atOnce = Math.max(1, Math.min(perturbed.length, HeadAblator.BATCH_POSITIONS / baselines[0].positions()));
        int batches = (perturbed.length + atOnce - 1) / atOnce;
        workers.forEach(baselines.length * batches, part -> {
            int c = part / batches;
            int from = part % batches * atOnce;
            int to = Math.min(perturbed.length, from + atOnce);
            try (NDManager own = call.newSubManager()) {
                NDList written = new NDList();
                for (int j = from; j < to; j++) {
                    written.add(HeadAblator.view(own, perturbed[j].outputs()[c]));
                }
                NDArray unperturbed = layer.withAttention(HeadAblator.view(own, baselines[c].entry()),
                        baselines[c].attention());
                float[] all = tail.afterLayer(layer, NDArrays.concat(written, 0).addi(unperturbed));
                int each = all.length / (to - from);
                for (int j = from; j < to; j++) {
                    found[j][c] = Arrays.copyOfRange(all, (j - from) * each, (j - from + 1) * each);
                }
            }
        });
        return found;
    }
}
