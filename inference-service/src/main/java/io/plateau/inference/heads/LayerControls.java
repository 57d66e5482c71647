package io.plateau.inference.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.plateau.inference.model.Layer;
import io.plateau.inference.parallel.Workers;

/** The non-attention controls of one layer: its MLP perturbed, everything downstream recomputed. */
final class LayerControls {
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

    void visit(long seed, HeadAblator.Visitor visitor) {
        Layer layer = baselines[0].layer();
        try (NDManager scratch = call.newSubManager()) {
            NDArray[] inputs = new NDArray[baselines.length];
            for (int c = 0; c < inputs.length; c++) {
                inputs[c] = layer.order().feedForwardInput(HeadAblator.view(scratch, baselines[c].entry()),
                        baselines[c].attention());
            }
            Controls controls = new Controls(scratch, workers, layer.feedForward(), inputs, median);
            for (Target.Kind kind : new Target.Kind[]{Target.Kind.CONTROL_NORM, Target.Kind.CONTROL_FEED_FORWARD}) {
                long own = seed + 31L * layer.index() + 1_000_003L * kind.ordinal();
                Controls.Perturbed perturbed = kind == Target.Kind.CONTROL_NORM
                        ? controls.norm(own)
                        : controls.feedForward(own);
                visitor.visit(new Target(kind, layer.index(), -1), activations(inputs, perturbed));
            }
        }
    }

    private float[] activations(NDArray[] inputs, Controls.Perturbed perturbed) {
        Layer layer = baselines[0].layer();
        float[][] found = new float[inputs.length][];
        workers.forEach(found.length, c -> {
            try (NDManager own = call.newSubManager()) {
                if (tail.startsIn(layer)) {
                    found[c] = tail.activations(HeadAblator.view(own, inputs[c]), perturbed.feedForward());
                } else {
                    NDArray exit = HeadAblator.view(own, baselines[c].entry()).add(baselines[c].attention())
                            .addi(perturbed.outputs()[c]);
                    found[c] = tail.afterLayer(layer, exit);
                }
            }
        });
        return HeadAblator.joined(found);
    }
}
