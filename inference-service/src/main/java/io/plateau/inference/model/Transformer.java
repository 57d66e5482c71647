package io.plateau.inference.model;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.parallel.Cancellation;

/**
 * A loaded model.
 *
 * @param family {@code gpt2} or {@code gpt_neox}
 * @param maxContext most positions of a context
 * @param tokenEmbedding V, D
 * @param positionEmbedding {@code maxContext}, D; null where positions are rotary
 * @param finalNorm before the unembedding
 * @param unembedding V, D with its bias, if it has one
 */
public record Transformer(String family, int maxContext, NDArray tokenEmbedding, NDArray positionEmbedding,
        List<Layer> layers, LayerNorm finalNorm, Linear unembedding) {

    public int heads() {
        return layers.get(0).attention().heads();
    }

    public int width() {
        return (int) tokenEmbedding.getShape().get(1);
    }

    public int vocabulary() {
        return (int) tokenEmbedding.getShape().get(0);
    }

    /** N: neurons of the final MLP. */
    public int neurons() {
        return (int) lastLayer().feedForward().up().weight().getShape().get(0);
    }

    public Layer lastLayer() {
        return layers.get(layers.size() - 1);
    }

    /** Whether heads of this layer can reach the final MLP. */
    public boolean reachesFinalMlp(int layer) {
        return layer < layers.size() - 1 || lastLayer().order().attentionReachesFeedForward();
    }

    /**
     * @param contexts K contexts of T token ids
     * @return K, T, D in {@code manager}: the residual stream at the entry of layer 0
     */
    public NDArray embed(NDManager manager, int[][] contexts) {
        int positions = contexts[0].length;
        for (int[] context : contexts) {
            check(context, positions);
        }
        NDArray ids = manager.create(contexts).toType(DataType.INT64, false);
        NDArray embedded = tokenEmbedding.get(manager, new NDIndex("{}", ids));
        return positionEmbedding == null
                ? embedded
                : embedded.addi(positionEmbedding.get(manager, new NDIndex(":{}", positions)));
    }

    /**
     * Runs layers {@code from} … L − 1.
     *
     * @param residual K, T, D at the entry of layer {@code from}
     * @return K, T, D just before the final layer norm, in the manager of {@code residual}
     */
    public NDArray forward(NDArray residual, int from, Hooks hooks) {
        NDArray end = through(residual, from, layers.size(), hooks);
        return hooks.at(HookPoint.FINAL_RESIDUAL, layers.size(), end);
    }

    /** Runs layers {@code from} … {@code to} − 1; everything a layer makes on its way is freed when it is done. */
    public NDArray through(NDArray residual, int from, int to, Hooks hooks) {
        NDManager owner = residual.getManager();
        NDArray current = residual;
        for (Layer layer : layers.subList(from, to)) {
            Cancellation.check();
            try (NDManager scratch = owner.newSubManager()) {
                NDArray entry = current;
                entry.attach(scratch);
                current = layer.forward(entry, hooks);
                // The caller's own tensor survives the pass; what a layer handed to the next one does not.
                if (layer.index() == from) {
                    residual.attach(owner);
                }
                current.attach(owner);
            }
        }
        return current;
    }

    /** …, D → …, V: final norm and unembedding. */
    public NDArray logits(NDArray finalResidual) {
        return unembedding.apply(finalNorm.apply(finalResidual));
    }

    private void check(int[] context, int positions) {
        if (context.length != positions) {
            throw new UnprocessableException("contexts of " + positions + " and " + context.length
                    + " tokens are in one block; all must have the same length");
        }
        if (positions > maxContext) {
            throw new UnprocessableException(
                    "contexts have " + positions + " tokens but the model has only " + maxContext + " positions");
        }
        for (int token : context) {
            if (token < 0 || token >= vocabulary()) {
                throw new UnprocessableException("token id " + token + " is outside the model's vocabulary of "
                        + vocabulary() + ": tokenizer and model do not belong together");
            }
        }
    }
}
