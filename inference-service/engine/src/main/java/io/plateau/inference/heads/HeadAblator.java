package io.plateau.inference.heads;

import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.plateau.inference.model.Layer;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Workers;

/**
 * Activations of chosen neurons of the final MLP with heads, layers of heads and controls ablated. One baseline pass over
 * each context; each ablation restarts at its layer from the change that it makes to the attention's output, many at once.
 */
public final class HeadAblator {
    /** Variants are batched up to this many positions: more would leave the caches and gain nothing. */
    static final int BATCH_POSITIONS = 1_024;

    private final Transformer model;
    private final HeadMode mode;
    private final Workers workers;

    public HeadAblator(Transformer model, HeadMode mode, Workers workers) {
        this.model = model;
        this.workers = workers;
        this.mode = mode;
    }

    /** Receives the activations, K, T, M row-major, of one target after the other, the baseline first. */
    @FunctionalInterface
    public interface Visitor {
        void visit(Target target, float[] activations);
    }

    /**
     * @param owner of what is kept during the call
     * @param neurons M
     * @param mean layers, H, d: mean head outputs; ignored unless the mode is MEAN
     * @param seed of the controls' directions
     * @param directions of either control, per layer
     */
    public void run(NDManager owner, int[][] contexts, List<Integer> layers, int[] neurons, double[] mean, long seed,
            int directions, Visitor visitor) {
        try (NDManager call = owner.newSubManager()) {
            Tail tail = new Tail(model, TargetPositions.index(call, neurons));
            LayerBaseline[][] baselines = new LayerBaseline[contexts.length][];
            float[][] unaltered = new float[contexts.length][];
            workers.forEach(contexts.length, c -> {
                baselines[c] = LayerBaseline.of(model, call, contexts[c], layers);
                try (NDManager scratch = call.newSubManager()) {
                    LayerBaseline last = baselines[c][layers.size() - 1];
                    unaltered[c] = last.restart(scratch, tail).activations(view(scratch, last.attention()));
                }
            });
            visitor.visit(new Target(Target.Kind.BASELINE, -1, -1), joined(unaltered));
            for (int i = 0; i < layers.size(); i++) {
                LayerBaseline[] ofLayer = new LayerBaseline[contexts.length];
                for (int c = 0; c < ofLayer.length; c++) {
                    ofLayer[c] = baselines[c][i];
                }
                float[] means = mode == HeadMode.MEAN ? means(mean, i) : null;
                double median = heads(call, ofLayer, means, tail, visitor);
                new LayerControls(call, workers, tail, ofLayer, median).visit(seed, directions, visitor);
            }
        }
    }

    /** @return the median over heads of the norm of what their ablation changes in the residual stream */
    private double heads(NDManager call, LayerBaseline[] baselines, float[] means, Tail tail, Visitor visitor) {
        Layer layer = baselines[0].layer();
        int variants = model.heads() + 1;
        int atOnce = (int) Math.max(1, Math.min(variants, BATCH_POSITIONS / baselines[0].positions()));
        int batches = (variants + atOnce - 1) / atOnce;
        float[][][] activations = new float[batches][baselines.length][];
        double[][] squares = new double[baselines.length][];
        try (NDManager scratch = call.newSubManager()) {
            HeadChanges[] changes = new HeadChanges[baselines.length];
            LayerBaseline.Restart[] restarts = new LayerBaseline.Restart[baselines.length];
            workers.forEach(baselines.length, c -> {
                changes[c] = HeadChanges.of(scratch, baselines[c], mode, means);
                squares[c] = changes[c].squares(baselines[c]);
                restarts[c] = baselines[c].restart(scratch, tail);
            });
            workers.forEach(baselines.length * batches, part -> {
                int c = part / batches;
                int batch = part % batches;
                try (NDManager own = scratch.newSubManager()) {
                    NDArray change = changes[c].variants(own, batch * atOnce, Math.min(variants, (batch + 1) * atOnce));
                    activations[batch][c] = restarts[c].activations(change.addi(baselines[c].attention()));
                }
            });
        }
        for (int v = 0; v < variants; v++) {
            int inBatch = Math.min(atOnce, variants - v / atOnce * atOnce);
            visitor.visit(v < model.heads()
                    ? new Target(Target.Kind.HEAD, layer.index(), v)
                    : new Target(Target.Kind.LAYER, layer.index(), -1),
                    joined(variant(activations[v / atOnce], v % atOnce, inBatch)));
        }
        return medianNorm(squares);
    }

    /** Variant {@code v} of {@code count} of each context. */
    private static float[][] variant(float[][] batch, int v, int count) {
        float[][] found = new float[batch.length][];
        for (int c = 0; c < batch.length; c++) {
            int each = batch[c].length / count;
            found[c] = Arrays.copyOfRange(batch[c], v * each, (v + 1) * each);
        }
        return found;
    }

    /** Of an even number of heads the lower of the middle two, so that it is one head's norm. */
    private static double medianNorm(double[][] squares) {
        double[] sums = new double[squares[0].length];
        for (double[] ofContext : squares) {
            for (int h = 0; h < sums.length; h++) {
                sums[h] += ofContext[h];
            }
        }
        Arrays.sort(sums);
        return Math.sqrt(sums[(sums.length - 1) / 2]);
    }

    private float[] means(double[] mean, int index) {
        float[] ofLayer = new float[model.heads() * model.headWidth()];
        for (int i = 0; i < ofLayer.length; i++) {
            ofLayer[i] = (float) mean[index * ofLayer.length + i];
        }
        return ofLayer;
    }

    static float[] joined(float[][] parts) {
        float[] all = new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int to = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, to, part.length);
            to += part.length;
        }
        return all;
    }

    /** The same tensor in a manager that may be closed without it. */
    static NDArray view(NDManager scratch, NDArray kept) {
        NDArray view = kept.reshape(kept.getShape());
        view.attach(scratch);
        return view;
    }
}
