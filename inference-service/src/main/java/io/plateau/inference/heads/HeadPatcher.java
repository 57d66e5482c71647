package io.plateau.inference.heads;

import java.util.ArrayList;
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
 * Patching: in the receiving context of a pair, the output of one head, or of all heads of a layer, at the position that
 * predicts the target is replaced by that of the donating context. One baseline pass over both; each patch restarts at its
 * layer, many at once.
 */
public final class HeadPatcher {
    private final Transformer model;
    private final Workers workers;

    public HeadPatcher(Transformer model, Workers workers) {
        this.model = model;
        this.workers = workers;
    }

    /**
     * @param call owns what is kept during the call
     * @param neurons M: neurons of the final MLP
     */
    public Patches run(NDManager call, ContextPairs pairs, List<Integer> layers, int[] neurons) {
        Map<Integer, LayerBaseline> baselines = LayerBaseline.of(model, call, pairs.contexts(), layers);
        Tail tail = new Tail(model, TargetPositions.index(call, neurons));
        Layer highest = model.layers().get(layers.stream().mapToInt(Integer::intValue).max().orElseThrow());
        List<Target> targets = new ArrayList<>();
        List<float[]> patched = new ArrayList<>();
        float[] unpatched;
        try (NDManager scratch = call.newSubManager()) {
            LayerBaseline at = baselines.get(highest.index());
            unpatched = tail.afterAttention(highest, HeadAblator.view(scratch, at.entry()),
                    HeadAblator.view(scratch, at.attention()).expandDims(0));
        }
        for (int index : layers) {
            Layer layer = model.layers().get(index);
            for (int head = 0; head < model.heads(); head++) {
                targets.add(new Target(Target.Kind.HEAD, index, head));
            }
            targets.add(new Target(Target.Kind.LAYER, index, -1));
            try (NDManager scratch = call.newSubManager()) {
                patch(scratch, layer, baselines.get(index), pairs, tail, patched);
            }
        }
        return new Patches(targets, rows(unpatched, 0, pairs.receiverRows(), neurons.length),
                rows(unpatched, 0, pairs.donorRows(), neurons.length), joined(patched));
    }

    /** Adds one array K, M for each head and one for the layer. */
    private void patch(NDManager scratch, Layer layer, LayerBaseline baseline, ContextPairs pairs, Tail tail,
            List<float[]> patched) {
        NDArray changes = changes(scratch, layer, baseline, pairs);
        int count = pairs.count();
        NDIndex receivers = new NDIndex(":{}", count);
        NDArray entry = baseline.entry().get(scratch, receivers);
        NDArray attention = baseline.attention().get(scratch, receivers);
        NDArray where = where(scratch, pairs);
        int variants = model.heads() + 1;
        int atOnce = HeadAblator.variantsAtOnce(count * pairs.length());
        float[][] activations = new float[(variants + atOnce - 1) / atOnce][];
        workers.forEach(activations.length, part -> {
            int from = part * atOnce;
            int to = Math.min(variants, from + atOnce);
            try (NDManager batch = scratch.newSubManager()) {
                NDArray altered = changes.get(batch, new NDIndex("{}:{}", from, to)).expandDims(2).mul(where)
                        .addi(attention);
                activations[part] = tail.afterAttention(layer, HeadAblator.view(batch, entry), altered);
            }
        });
        for (int v = 0; v < variants; v++) {
            float[] batch = activations[v / atOnce];
            int each = batch.length / Math.min(atOnce, variants - v / atOnce * atOnce);
            patched.add(rows(batch, v % atOnce * each, pairs.receiverRows(), each / (count * pairs.length())));
        }
    }

    /** What the patches change in the attention's output at the predicting position: H + 1, K, D, the layer's last. */
    private NDArray changes(NDManager scratch, Layer layer, LayerBaseline baseline, ContextPairs pairs) {
        NDArray output = HeadAblator.view(scratch, baseline.headOutput());
        Shape shape = output.getShape();
        NDArray byPosition = output.transpose(0, 2, 1, 3).reshape(-1, shape.get(1) * shape.get(3));
        NDArray difference = byPosition.get(new NDIndex("{}", TargetPositions.index(scratch, pairs.donorRows())))
                .subi(byPosition.get(new NDIndex("{}", TargetPositions.index(scratch, pairs.receiverRows()))));
        NDArray single = difference.reshape(pairs.count(), shape.get(1), shape.get(3)).transpose(1, 0, 2)
                .matMul(layer.attention().outputByHead(scratch));
        return NDArrays.concat(new NDList(single, single.sum(new int[]{0}, true)));
    }

    /** 1, K, T, 1: one at the receivers' positions, else zero. */
    private static NDArray where(NDManager scratch, ContextPairs pairs) {
        float[] where = new float[pairs.count() * pairs.length()];
        for (int row : pairs.receiverRows()) {
            where[row] = 1;
        }
        return scratch.create(where, new Shape(1, pairs.count(), pairs.length(), 1));
    }

    private static float[] rows(float[] activations, int offset, int[] rows, int neurons) {
        float[] picked = new float[rows.length * neurons];
        for (int k = 0; k < rows.length; k++) {
            System.arraycopy(activations, offset + rows[k] * neurons, picked, k * neurons, neurons);
        }
        return picked;
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.size() * parts.get(0).length];
        for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(parts.get(i), 0, all, i * parts.get(i).length, parts.get(i).length);
        }
        return all;
    }
}
