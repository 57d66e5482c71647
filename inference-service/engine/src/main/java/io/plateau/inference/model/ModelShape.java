package io.plateau.inference.model;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.contracts.specification.AblationSpecification.Tier;
import io.plateau.contracts.specification.AttentionSpecification;

/**
 * Sizes of a model.
 *
 * @param family as in {@code model_type} of its configuration
 * @param layers L
 * @param attention heads, and what they see
 * @param width D, of the residual stream
 * @param neurons N, of the final MLP
 * @param gatedMlp whether neurons have two rows of input weights
 * @param vocabulary V
 * @param maxContext most positions a context may have
 * @param parallelResidual attention and MLP of a layer both read its input
 * @param closedForm see {@link Transformer#hasClosedForm()}
 */
public record ModelShape(String family, int layers, HeadShape attention, int width, int neurons, boolean gatedMlp,
        int vocabulary, int maxContext, boolean parallelResidual, boolean closedForm) {

    /** Of GPT-2 and GPT-NeoX: heads of D / H, plain MLPs. */
    public ModelShape(String family, int layers, int heads, int width, int neurons, int vocabulary, int maxContext,
            boolean parallelResidual) {
        this(family, layers, HeadShape.plain(heads, width / heads), width, neurons, false, vocabulary,
                maxContext, parallelResidual, true);
    }

    /** The layers whose heads the paper ablates. */
    private static final int PAPER_FIRST = 20;
    private static final int PAPER_LAST = 30;

    /**
     * Of the model up to a layer.
     *
     * @param layer null: the last
     * @throws UnprocessableException when the model has no such layer
     */
    public ModelShape endingAt(Integer layer) {
        if (layer == null) {
            return this;
        }
        if (layer < 0 || layer >= layers) {
            throw new UnprocessableException("mlp.layers names layer " + layer + "; the model has layers 0 to "
                    + (layers - 1));
        }
        return new ModelShape(family, layer + 1, attention, width, neurons, gatedMlp, vocabulary, maxContext,
                parallelResidual, closedForm);
    }

    /** By which loss changes are computed: as requested, or the fastest that the model has. */
    public Tier tier(AblationSpecification asked) {
        if (asked.tier() != Tier.AUTO) {
            return asked.tier();
        }
        return closedForm ? Tier.MOMENTS : Tier.NAIVE;
    }

    /** @throws UnprocessableException when the tier requested needs a closed form and the model has none */
    public void requireTier(AblationSpecification asked) {
        if (asked.needsClosedForm() && !closedForm) {
            throw new UnprocessableException("ablation.tier is '" + asked.tier().label()
                    + "', but models of the family "
                    + family
                    + " have no closed form: a norm follows the final MLP or the logits are capped; ask for auto"
                    + " or naive, which are exact for them");
        }
    }

    /** H: heads per layer. */
    public int heads() {
        return attention.heads();
    }

    /** d: width of one head. */
    public int headWidth() {
        return attention.headWidth();
    }

    /** Layers whose heads can reach the final MLP; with a parallel residual the last layer is not among them. */
    public List<Integer> layersThatReachFinalMlp() {
        return IntStream.range(0, parallelResidual ? layers - 1 : layers).boxed().toList();
    }

    /**
     * The layers to study: as requested, or the last quarter (rounded up) of those that reach the final MLP.
     *
     * @throws UnprocessableException when a requested layer does not exist or cannot reach it
     */
    public List<Integer> attentionLayers(List<Integer> askedOrNull) {
        List<Integer> reaching = layersThatReachFinalMlp();
        if (askedOrNull == null) {
            return reaching.subList(reaching.size() - (reaching.size() + 3) / 4, reaching.size());
        }
        for (int layer : askedOrNull) {
            if (layer < 0 || layer >= layers) {
                throw new UnprocessableException("attention layer " + layer
                        + " does not exist; the model has layers 0 to " + (layers - 1));
            }
            if (!reaching.contains(layer)) {
                throw new UnprocessableException("heads of layer " + layer
                        + " cannot reach the final MLP: with a parallel"
                        + " residual the last layer's MLP reads the layer's input; ask for layers 0 to " + (layer - 1));
            }
        }
        return List.copyOf(new TreeSet<>(askedOrNull));
    }

    /**
     * The layers that a specification asks for.
     *
     * @throws UnprocessableException when the model has none of them or they cannot reach the final MLP
     */
    public List<Integer> layersToStudy(AttentionSpecification asked) {
        List<Integer> reaching = layersThatReachFinalMlp();
        int count = reaching.size();
        if (count == 0 && asked.layers() == null) {
            throw new UnprocessableException("no head can reach the MLP of layer " + (layers - 1)
                    + ": with a parallel residual it reads the layer's input; choose a later one in mlp.layers");
        }
        if (count == 0) {
            return attentionLayers(asked.layers());
        }
        return switch (asked.layerRange()) {
            case LAST_QUARTER -> attentionLayers(asked.layers());
            case LAST_TWO -> reaching.subList(Math.max(0, count - 2), count);
            case PAPER -> reaching.subList(Math.min(PAPER_FIRST, count - 1), Math.min(PAPER_LAST, count - 1) + 1);
        };
    }
}
