package io.plateau.inference.heads;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.model.Layer;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Workers;

/**
 * Activations of chosen neurons of the final MLP with heads, layers of heads and controls ablated. One baseline pass; each
 * ablation restarts at its layer from the change that it makes to the attention's output, many at once.
 */
public final class HeadAblator {
    /** Variants are batched up to this many positions: more would leave the caches and gain nothing. */
    private static final int BATCH_POSITIONS = 1_024;
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
        /** @param activations holds K · T · M values from {@code offset} on */
        void visit(Target target, float[] activations, int offset);
    }

    /**
     * @param call owns what is kept during the call
     * @param neurons M
     * @param mean layers, H, d: mean head outputs; ignored unless the mode is MEAN
     * @param seed of the controls' directions
     */
    public void run(NDManager call, int[][] contexts, List<Integer> layers, int[] neurons, double[] mean, long seed,
            Visitor visitor) {
        Map<Integer, LayerBaseline> baselines = LayerBaseline.of(model, call, contexts, layers);
        Tail tail = new Tail(model, TargetPositions.index(call, neurons));
        Layer highest = model.layers().get(layers.stream().mapToInt(Integer::intValue).max().orElseThrow());
        try (NDManager scratch = call.newSubManager()) {
            LayerBaseline at = baselines.get(highest.index());
            NDArray attention = view(scratch, at.attention()).expandDims(0);
            visitor.visit(new Target(Target.Kind.BASELINE, -1, -1),
                    tail.afterAttention(highest, view(scratch, at.entry()), attention), 0);
        }
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = model.layers().get(layers.get(i));
            try (NDManager scratch = call.newSubManager()) {
                LayerBaseline baseline = baselines.get(layer.index());
                NDArray means = mode == HeadMode.MEAN ? means(scratch, mean, i) : null;
                double median = heads(scratch, layer, baseline, means, tail, visitor);
                controls(scratch, layer, baseline, median, tail, seed, visitor);
            }
        }
    }

    /** @return the median over heads of the norm of what their ablation changes in the residual stream */
    private double heads(NDManager scratch, Layer layer, LayerBaseline baseline, NDArray means, Tail tail,
            Visitor visitor) {
        NDArray output = view(scratch, baseline.headOutput());
        NDArray single = written(layer, mode.difference(output, baseline.value(), means));
        NDArray changes = NDArrays.concat(new NDList(single, single.sum(new int[]{0}, true)));
        Shape shape = baseline.entry().getShape();
        int variants = model.heads() + 1;
        int atOnce = variantsAtOnce(shape.get(0) * shape.get(1));
        float[][] activations = new float[(variants + atOnce - 1) / atOnce][];
        workers.forEach(activations.length, part -> {
            int from = part * atOnce;
            int to = Math.min(variants, from + atOnce);
            try (NDManager batch = scratch.newSubManager()) {
                NDArray attention = changes.get(batch, new NDIndex("{}:{}", from, to))
                        .reshape(to - from, shape.get(0), shape.get(1), shape.get(2)).add(baseline.attention());
                activations[part] = tail.afterAttention(layer, view(batch, baseline.entry()), attention);
            }
        });
        for (int v = 0; v < variants; v++) {
            float[] batch = activations[v / atOnce];
            int inBatch = Math.min(atOnce, variants - v / atOnce * atOnce);
            visitor.visit(v < model.heads()
                    ? new Target(Target.Kind.HEAD, layer.index(), v)
                    : new Target(Target.Kind.LAYER, layer.index(), -1), batch, v % atOnce * (batch.length / inBatch));
        }
        return medianNorm(single);
    }

    private void controls(NDManager scratch, Layer layer, LayerBaseline baseline, double median, Tail tail, long seed,
            Visitor visitor) {
        LayerBaseline here = new LayerBaseline(view(scratch, baseline.entry()), null, null,
                view(scratch, baseline.attention()));
        NDArray input = layer.order().feedForwardInput(here.entry(), here.attention());
        Controls controls = new Controls(scratch, layer.feedForward(), input, median);
        for (Target.Kind kind : List.of(Target.Kind.CONTROL_NORM, Target.Kind.CONTROL_FEED_FORWARD)) {
            long own = seed + 31L * layer.index() + 1_000_003L * kind.ordinal();
            visitor.visit(new Target(kind, layer.index(), -1),
                    tail.withFeedForward(layer, here, kind == Target.Kind.CONTROL_NORM
                            ? controls.norm(own)
                            : controls.feedForward(own)),
                    0);
        }
    }

    /** What changes of head outputs, K, H, T, d, write to the residual stream: H, K·T, D. */
    private static NDArray written(Layer layer, NDArray differences) {
        Shape shape = differences.getShape();
        return differences.transpose(1, 0, 2, 3).reshape(shape.get(1), shape.get(0) * shape.get(2), shape.get(3))
                .matMul(layer.attention().outputByHead(differences.getManager()));
    }

    /** Of an even number of heads the lower of the middle two, so that it is one head's norm. */
    private static double medianNorm(NDArray changes) {
        float[] squares = changes.square().sum(new int[]{1, 2}).toFloatArray();
        Arrays.sort(squares);
        return Math.sqrt(squares[(squares.length - 1) / 2]);
    }

    private NDArray means(NDManager scratch, double[] mean, int index) {
        int width = model.width();
        float[] ofLayer = new float[width];
        for (int i = 0; i < width; i++) {
            ofLayer[i] = (float) mean[index * width + i];
        }
        return scratch.create(ofLayer, new Shape(1, model.heads(), 1, width / model.heads()));
    }

    /** How many variants of so many positions are worth a batch. */
    static int variantsAtOnce(long positions) {
        return (int) Math.max(1, BATCH_POSITIONS / positions);
    }

    /** The same tensor in a manager that may be closed without it. */
    static NDArray view(NDManager scratch, NDArray kept) {
        NDArray view = kept.reshape(kept.getShape());
        view.attach(scratch);
        return view;
    }
}
