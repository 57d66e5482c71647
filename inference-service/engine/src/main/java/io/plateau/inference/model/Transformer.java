package io.plateau.inference.model;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.parallel.Cancellation;

/**
 * A loaded model.
 *
 * @param family as in {@code model_type} of its configuration
 * @param maxContext most positions of a context
 * @param finalNorm before the unembedding
 * @param unembedding V, D with its bias, if it has one
 * @param logitCap of the logits
 */
public record Transformer(String family, int maxContext, Embedding embedding, List<Layer> layers, Norm finalNorm,
        Linear unembedding, SoftCap logitCap) {

    /** With logits uncapped. */
    public Transformer(String family, int maxContext, Embedding embedding, List<Layer> layers, Norm finalNorm,
            Linear unembedding) {
        this(family, maxContext, embedding, layers, finalNorm, unembedding, SoftCap.NONE);
    }

    public int heads() {
        return layers.get(0).attention().heads();
    }

    /** d. */
    public int headWidth() {
        return layers.get(0).attention().headWidth();
    }

    public int width() {
        return (int) embedding.tokens().getShape().get(1);
    }

    public int vocabulary() {
        return (int) embedding.tokens().getShape().get(0);
    }

    /** N: neurons of the final MLP. */
    public int neurons() {
        return lastLayer().feedForward().mlp().neurons();
    }

    public Layer lastLayer() {
        return layers.get(layers.size() - 1);
    }

    /** The same model up to a layer: that layer's MLP is then its final one. What is computed beyond it is not the model's. */
    public Transformer endingAt(int layer) {
        return layer == layers.size() - 1
                ? this
                : new Transformer(family, maxContext, embedding, layers.subList(0, layer + 1), finalNorm, unembedding,
                        logitCap);
    }

    /** Whether heads of this layer can reach the final MLP. */
    public boolean reachesFinalMlp(int layer) {
        return layer < layers.size() - 1 || lastLayer().residual().attentionReachesFeedForward();
    }

    /** Sizes of what is loaded. */
    public ModelShape shape() {
        Attention first = layers.get(0).attention();
        HeadShape heads = HeadShape.of(first.heads(), first.keyValueHeads(), first.headWidth(),
                layers.stream().map(layer -> layer.attention().mask().window()).toList());
        return new ModelShape(family, layers.size(), heads, width(), neurons(),
                lastLayer().feedForward().mlp() instanceof GatedMlp, vocabulary(), maxContext,
                !lastLayer().residual().attentionReachesFeedForward(), hasClosedForm());
    }

    /**
     * Whether ablating a neuron of the final MLP adds a multiple of its output weights to what the final norm reads, and the
     * logits are linear in what that norm leaves: what the closed form and the moments rest on.
     */
    public boolean hasClosedForm() {
        return lastLayer().feedForward().writesDirectly() && !logitCap.caps();
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
        return embedding.of(manager, contexts);
    }

    /**
     * Runs layers {@code from} … L − 1.
     *
     * @param residual K, T, D at the entry of layer {@code from}
     * @return K, T, D just before the final norm, in the manager of {@code residual}
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
        return logitCap.apply(unembedding.apply(finalNorm.apply(finalResidual)));
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
