package io.plateau.inference.engine;

import java.nio.FloatBuffer;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.model.CausalMask;
import io.plateau.inference.model.CrossEntropy;
import io.plateau.inference.model.HookPoint;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;

/** One forward pass over one context that keeps activations, losses, attention rows and sums of head outputs. */
final class CapturePass {
    private final Transformer model;
    private final int mlp;
    private final int[] targets;
    private final List<Integer> layers;
    private final float[][] attention;
    private final double[] headOutputSum;
    private final int perLayer;
    private NDArray activation;

    private CapturePass(Transformer model, int mlp, int[] targets, List<Integer> layers) {
        this.model = model;
        this.mlp = mlp;
        this.targets = targets;
        this.layers = layers;
        this.attention = new float[layers.size()][];
        this.perLayer = model.heads() * model.headWidth();
        this.headOutputSum = new double[layers.size() * perLayer];
    }

    /** @param mlp layer whose activations are kept */
    static Capture run(Transformer model, int mlp, NDManager call, int[] context, int[] targets, List<Integer> layers) {
        int[][] contexts = {context};
        TargetPositions positions = TargetPositions.of(contexts, new int[][]{targets});
        CapturePass pass = new CapturePass(model, mlp, targets, layers);
        NDArray residual = model.forward(model.embed(call, contexts), 0,
                (point, layer, value) -> pass.see(call, point, layer, value));
        float[] losses = CrossEntropy.of(model, positions.rowsOf(residual), positions.next());
        return new Capture(positions.rowsOf(pass.activation).toFloatArray(), losses, new float[][][]{pass.attention},
                pass.headOutputSum, context.length);
    }

    private NDArray see(NDManager call, HookPoint point, int layer, NDArray value) {
        int index = layers.indexOf(layer);
        if (point == HookPoint.ATTENTION_WEIGHTS && index >= 0) {
            attention[index] = packed(value, model.layers().get(layer).attention().mask().window());
        } else if (point == HookPoint.HEAD_OUTPUT && index >= 0) {
            double[] sum = value.toType(DataType.FLOAT64, false).sum(new int[]{0, 2}).toDoubleArray();
            System.arraycopy(sum, 0, headOutputSum, index * perLayer, perLayer);
        } else if (point == HookPoint.MLP_ACTIVATION && layer == mlp) {
            activation = value;
            value.attach(call);
        }
        return value;
    }

    /** 1, H, T, T → H, R: the keys that each target attends to. */
    private float[] packed(NDArray weights, int window) {
        // Rows of a long context are many times what its targets may see: on a CPU they are read where they are.
        FloatBuffer all = weights.getDevice().isGpu()
                ? FloatBuffer.wrap(weights.toFloatArray())
                : weights.toByteBuffer(true).asFloatBuffer();
        int heads = model.heads();
        int length = (int) weights.getShape().get(3);
        int row = 0;
        for (int t : targets) {
            row += CausalMask.visible(t, window);
        }
        float[] packed = new float[heads * row];
        int to = 0;
        for (int h = 0; h < heads; h++) {
            for (int t : targets) {
                int keys = CausalMask.visible(t, window);
                all.get((h * length + t) * length + CausalMask.first(t, window), packed, to, keys);
                to += keys;
            }
        }
        return packed;
    }
}
