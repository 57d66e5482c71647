package io.plateau.inference.engine;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

import io.plateau.inference.model.CrossEntropy;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.HookPoint;
import io.plateau.inference.model.Hooks;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;

/**
 * One context after a forward pass: what an ablation in a layer needs to run again from there on. A changed position changes none
 * before it, so that their keys and values in the later layers stand.
 *
 * @param exit T, D: residual stream behind the layer
 * @param rows P, D: that at the target positions
 * @param activation P, N: of the layer's MLP after the non-linearity, at the target positions
 * @param written T, D: output of its down-projection, where a norm follows it; else null
 * @param seen 1, H, T, d: keys and values of the later layers
 * @param baselineLoss P: nats
 * @param divergence P: KL of the prediction to the frequencies requested, nats; of no meaning without
 */
record SuffixPass(NDArray exit, NDArray rows, NDArray activation, NDArray written,
        Map<Integer, Map<HookPoint, NDArray>> seen, float[] baselineLoss, float[] divergence) {

    /**
     * @param owner of what is kept
     * @param logFrequencies V: of tokens; null where none are requested
     */
    static SuffixPass of(Transformer model, int layer, NDManager owner, int[] context, int[] targets,
            float[] logFrequencies) {
        int[][] contexts = {context};
        TargetPositions positions = TargetPositions.of(contexts, new int[][]{targets});
        Map<Integer, Map<HookPoint, NDArray>> seen = new HashMap<>();
        try (NDManager call = owner.newSubManager()) {
            Kept kept = new Kept(layer, owner, call, seen);
            NDArray end = model.forward(model.embed(call, contexts), 0, kept);
            NDArray activation = positions.rowsOf(kept.activation);
            NDArray rows = positions.rowsOf(kept.exit);
            FeedForward feedForward = model.layers().get(layer).feedForward();
            NDArray written = feedForward.writesDirectly()
                    ? null
                    : feedForward.mlp().down().apply(kept.activation).reshape(context.length, -1);
            float[][] losses = CrossEntropy.withDivergence(model, positions.rowsOf(end), positions.next(),
                    logFrequencies);
            NDArray exit = kept.exit.reshape(context.length, -1).duplicate();
            for (NDArray tensor : new NDArray[]{exit, rows, activation, written}) {
                if (tensor != null) {
                    tensor.attach(owner);
                }
            }
            return new SuffixPass(exit, rows, activation, written, seen, losses[0], losses[1]);
        }
    }

    /** P, D: what is written at the target positions; null where no norm follows. */
    NDArray writtenAt(int[] targets) {
        return written == null
                ? null
                : written.get(new NDIndex("{}", TargetPositions.index(written.getManager(), targets)));
    }

    /** Keys or values of a layer up to a position, sharing storage. */
    NDArray upTo(NDManager scratch, int layer, HookPoint point, int position) {
        return seen.get(layer).get(point).get(scratch, new NDIndex(":, :, :{}", position + 1));
    }

    /** Keeps what the pass leaves of the layer and those behind it. */
    private static final class Kept implements Hooks {
        private final int layer;
        private final NDManager owner;
        private final NDManager call;
        private final Map<Integer, Map<HookPoint, NDArray>> seen;
        private NDArray activation;
        private NDArray exit;

        Kept(int layer, NDManager owner, NDManager call, Map<Integer, Map<HookPoint, NDArray>> seen) {
            this.layer = layer;
            this.owner = owner;
            this.call = call;
            this.seen = seen;
        }

        @Override
        public NDArray at(HookPoint point, int index, NDArray value) {
            if (point == HookPoint.MLP_ACTIVATION && index == layer) {
                value.attach(call);
                activation = value;
            } else if (index == layer + 1 && (point == HookPoint.LAYER_ENTRY || point == HookPoint.FINAL_RESIDUAL)) {
                exit = value.duplicate();
                exit.attach(call);
            } else if (index > layer && (point == HookPoint.HEAD_KEY || point == HookPoint.HEAD_VALUE)) {
                NDArray kept = value.duplicate();
                kept.attach(owner);
                seen.computeIfAbsent(index, l -> new EnumMap<>(HookPoint.class)).put(point, kept);
            }
            return value;
        }
    }
}
