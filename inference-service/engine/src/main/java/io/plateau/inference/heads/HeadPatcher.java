package io.plateau.inference.heads;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import io.plateau.inference.model.Layer;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Cancellation;
import io.plateau.inference.parallel.Workers;

/**
 * Patching: in the receiving context of a pair, the output of one head, or of all heads of a layer, at the position that
 * predicts the target is replaced by that of the donating context. One pass over each context; attention is causal, so a
 * patch changes no other position that the target's can see, and each restarts at its layer with that position alone.
 */
public final class HeadPatcher {
    private final Transformer model;
    private final Workers workers;

    public HeadPatcher(Transformer model, Workers workers) {
        this.model = model;
        this.workers = workers;
    }

    /**
     * @param owner of what is kept during the call
     * @param layers ascending
     * @param neurons M: neurons of the final MLP
     */
    public Patches run(NDManager owner, ContextPairs pairs, List<Integer> layers, int[] neurons) {
        int targets = layers.size() * (model.heads() + 1);
        int width = neurons.length;
        float[] receiver = new float[pairs.count() * width];
        float[] donor = new float[receiver.length];
        float[] patched = new float[targets * receiver.length];
        try (NDManager call = owner.newSubManager()) {
            LastPosition last = new LastPosition(model, TargetPositions.index(call, neurons));
            workers.forEach(pairs.count(), k -> {
                try (NDManager own = call.newSubManager()) {
                    LastPosition.Pass from = last.over(own, pairs.donor(k), layers.get(0));
                    LastPosition.Pass into = last.over(own, pairs.receiver(k), layers.get(0));
                    System.arraycopy(from.activation(), 0, donor, k * width, width);
                    System.arraycopy(into.activation(), 0, receiver, k * width, width);
                    int row = 0;
                    for (int index : layers) {
                        Cancellation.check();
                        // Without a way to the final MLP a patch leaves it as it is.
                        float[] found = model.reachesFinalMlp(index)
                                ? last.activations(index, into, attention(index, into, from))
                                : into.activation();
                        for (int v = 0; v <= model.heads(); v++) {
                            System.arraycopy(found, v * width % found.length, patched,
                                    (row++ * pairs.count() + k) * width, width);
                        }
                    }
                }
            });
        }
        return new Patches(targets(layers), receiver, donor, patched);
    }

    /** The layer's attention output at the receiver's position, patched by each head, then by all: H + 1, 1, D. */
    private NDArray attention(int index, LastPosition.Pass into, LastPosition.Pass from) {
        Layer layer = model.layers().get(index);
        NDArray difference = from.headOutput(index).sub(into.headOutput(index));
        NDArray single = difference.matMul(layer.attention().outputByHead(difference.getManager()));
        return NDArrays.concat(new NDList(single, single.sum(new int[]{0}, true))).addi(into.attention(index));
    }

    private List<Target> targets(List<Integer> layers) {
        List<Target> targets = new ArrayList<>();
        for (int layer : layers) {
            for (int head = 0; head < model.heads(); head++) {
                targets.add(new Target(Target.Kind.HEAD, layer, head));
            }
            targets.add(new Target(Target.Kind.LAYER, layer, -1));
        }
        return targets;
    }
}
