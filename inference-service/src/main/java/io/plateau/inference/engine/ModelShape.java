package io.plateau.inference.engine;

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

    /** d: width of one head. */
    public int headWidth() {
        return width / heads;
    }
}
