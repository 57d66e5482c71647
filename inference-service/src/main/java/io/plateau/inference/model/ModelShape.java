package io.plateau.inference.model;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.AttentionSpecification;

/**
 * Sizes of a model.
 *
 * @param family {@code gpt2} or {@code gpt_neox}
 * @param layers L
 * @param heads H, heads per layer
 * @param width D, of the residual stream
 * @param neurons N, of the final MLP
 * @param vocabulary V
 * @param maxContext most positions a context may have
 * @param parallelResidual attention and MLP of a layer both read its input
 */
public record ModelShape(String family, int layers, int heads, int width, int neurons, int vocabulary, int maxContext,
        boolean parallelResidual) {

    /** The layers whose heads the paper ablates. */
    private static final int PAPER_FIRST = 20;
    private static final int PAPER_LAST = 30;

    /** d: width of one head. */
    public int headWidth() {
        return width / heads;
    }

    /** Layers whose heads can reach the final MLP; with a parallel residual the last layer is not among them. */
    public List<Integer> layersThatReachFinalMlp() {
        return IntStream.range(0, parallelResidual ? layers - 1 : layers).boxed().toList();
    }

    /**
     * The layers to study: as asked for, or the last quarter (rounded up) of those that reach the final MLP.
     *
     * @throws UnprocessableException when an asked-for layer does not exist or cannot reach it
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
        if (asked.layerRange() != AttentionSpecification.LayerRange.PAPER) {
            return attentionLayers(asked.layers());
        }
        List<Integer> reaching = layersThatReachFinalMlp();
        List<Integer> found = reaching.stream().filter(layer -> layer >= PAPER_FIRST && layer <= PAPER_LAST).toList();
        if (found.isEmpty()) {
            throw new UnprocessableException("attention.layerRange paper asks for layers " + PAPER_FIRST + " to "
                    + PAPER_LAST + ", but only heads of layers 0 to " + (reaching.size() - 1)
                    + " can reach the final MLP of this model; ask for last-quarter or name attention.layers");
        }
        return found;
    }
}
