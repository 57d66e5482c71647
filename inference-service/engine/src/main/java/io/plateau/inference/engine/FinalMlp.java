package io.plateau.inference.engine;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import io.plateau.inference.model.CrossEntropy;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.HookPoint;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;

/**
 * The end of a forward pass at the target positions.
 *
 * @param residual P, D: just before the final layer norm
 * @param activation P, N: final MLP after the non-linearity
 * @param written P, D: output of the down-projection, where a norm follows it; else null
 * @param baselineLoss P: nats
 * @param divergence P: KL of the prediction to the frequencies requested, nats; of no meaning without
 */
record FinalMlp(NDArray residual, NDArray activation, NDArray written, float[] baselineLoss, float[] divergence) {

    /**
     * @param owner of the result; everything else that the pass makes is freed
     * @param logFrequencies V: of tokens; null where none are requested
     */
    static FinalMlp of(Transformer model, NDManager owner, int[] context, int[] targets, float[] logFrequencies) {
        int[][] contexts = {context};
        TargetPositions positions = TargetPositions.of(contexts, new int[][]{targets});
        try (NDManager call = owner.newSubManager()) {
            NDArray[] activation = new NDArray[1];
            NDArray end = model.forward(model.embed(call, contexts), 0, (point, layer, value) -> {
                if (point == HookPoint.MLP_ACTIVATION && layer == model.lastLayer().index()) {
                    value.attach(call);
                    activation[0] = value;
                }
                return value;
            });
            NDArray residual = positions.rowsOf(end);
            NDArray rows = positions.rowsOf(activation[0]);
            float[][] losses = CrossEntropy.withDivergence(model, residual, positions.next(), logFrequencies);
            FeedForward last = model.lastLayer().feedForward();
            NDArray written = last.writesDirectly() ? null : last.mlp().down().apply(rows);
            residual.attach(owner);
            rows.attach(owner);
            if (written != null) {
                written.attach(owner);
            }
            return new FinalMlp(residual, rows, written, losses[0], losses[1]);
        }
    }

    /** What a replacement makes an ablation of. */
    Replacement.End replaceable() {
        return new Replacement.End(residual, activation, written);
    }

    /** Contexts in order. */
    static FinalMlp joined(NDManager owner, FinalMlp[] parts) {
        NDList residuals = new NDList();
        NDList activations = new NDList();
        NDList written = new NDList();
        float[] losses = new float[Arrays.stream(parts).mapToInt(part -> part.baselineLoss.length).sum()];
        float[] divergences = new float[losses.length];
        int to = 0;
        for (FinalMlp part : parts) {
            residuals.add(part.residual);
            activations.add(part.activation);
            if (part.written != null) {
                written.add(part.written);
            }
            System.arraycopy(part.baselineLoss, 0, losses, to, part.baselineLoss.length);
            System.arraycopy(part.divergence, 0, divergences, to, part.divergence.length);
            to += part.baselineLoss.length;
        }
        return new FinalMlp(concat(owner, residuals), concat(owner, activations),
                written.isEmpty() ? null : concat(owner, written), losses, divergences);
    }

    private static NDArray concat(NDManager owner, NDList parts) {
        NDArray whole = NDArrays.concat(parts);
        whole.attach(owner);
        return whole;
    }
}
