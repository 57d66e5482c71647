package io.plateau.inference.ablation;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.model.TargetPositions;

/**
 * The positions of one block. Its tensors belong to the caller.
 *
 * @param residual P, D: just before the final layer norm
 * @param change P, N: c = mu − a, how the ablation changes the activation
 * @param written P, D: output of the down-projection, where a norm follows it; null where it is added to the residual as it is
 * @param next P: the target token
 */
public record AblationBlock(NDArray residual, NDArray change, NDArray written, int[] next) {

    /** Of a model whose MLP writes directly: @param activation P, N; @param mean N: what replaces it */
    public static AblationBlock of(NDArray residual, NDArray activation, double[] mean, int[] next) {
        return of(residual, activation, null, mean, next);
    }

    /** @param activation P, N; @param written P, D or null; @param mean N: what replaces the activation */
    public static AblationBlock of(NDArray residual, NDArray activation, NDArray written, double[] mean, int[] next) {
        float[] narrowed = new float[mean.length];
        for (int n = 0; n < mean.length; n++) {
            narrowed[n] = (float) mean[n];
        }
        NDArray mu = activation.getManager().create(narrowed);
        return new AblationBlock(residual, activation.sub(mu).negi(), written, next);
    }

    /**
     * Every position as often as there are draws, each time with the activations of another position in place of its own.
     *
     * @param activation P, N
     * @param donors draws, P: whose activations a position gets
     * @return draws · P rows, draw by draw
     */
    public static AblationBlock resampled(NDArray residual, NDArray activation, NDArray written, int[][] donors,
            int[] next) {
        NDList residuals = new NDList();
        NDList changes = new NDList();
        NDList outputs = new NDList();
        int[] tokens = new int[donors.length * next.length];
        for (int draw = 0; draw < donors.length; draw++) {
            residuals.add(residual);
            outputs.add(written);
            try (NDManager scratch = activation.getManager().newSubManager()) {
                NDArray change = activation.get(new NDIndex("{}", TargetPositions.index(scratch, donors[draw])))
                        .subi(activation);
                changes.add(change);
            }
            System.arraycopy(next, 0, tokens, draw * next.length, next.length);
        }
        return new AblationBlock(NDArrays.concat(residuals), NDArrays.concat(changes),
                written == null ? null : NDArrays.concat(outputs), tokens);
    }

    /** P. */
    public int positions() {
        return next.length;
    }

    /** N. */
    public int neurons() {
        return (int) change.getShape().get(1);
    }

    /** Rows {@code from} … {@code to} − 1 under another manager, sharing storage. */
    AblationBlock rows(NDManager manager, int from, int to) {
        NDIndex rows = new NDIndex("{}:{}", from, to);
        return new AblationBlock(residual.get(manager, rows), change.get(manager, rows),
                written == null ? null : written.get(manager, rows), Arrays.copyOfRange(next, from, to));
    }

    /** The same in another precision, under another manager; shares storage where the precision is the same. */
    AblationBlock as(NDManager manager, DataType precision) {
        return new AblationBlock(NeuronDirections.view(manager, residual).toType(precision, false),
                NeuronDirections.view(manager, change).toType(precision, false),
                written == null ? null : NeuronDirections.view(manager, written).toType(precision, false), next);
    }
}
