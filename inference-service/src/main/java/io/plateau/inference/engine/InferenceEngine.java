package io.plateau.inference.engine;

import java.nio.file.Path;
import java.util.List;

import io.plateau.contracts.specification.AblationSpecification;

/**
 * A loaded checkpoint, ready to answer. One call at a time. Contexts are K arrays of T token ids; targets are, for each
 * context, the ascending positions t whose prediction of t + 1 is studied.
 */
public final class InferenceEngine implements AutoCloseable {

    private InferenceEngine() {
    }

    /**
     * @param modelDirectory holds {@code config.json} and {@code model.safetensors}
     * @throws io.plateau.contracts.UnprocessableException when the checkpoint is missing, unsupported or damaged
     */
    public static InferenceEngine load(Path modelDirectory, EngineSettings settings) {
        throw new UnsupportedOperationException();
    }

    public ModelShape shape() {
        throw new UnsupportedOperationException();
    }

    public EngineInfo info() {
        throw new UnsupportedOperationException();
    }

    /** Layers whose heads can reach the final MLP; with a parallel residual the last layer is not among them. */
    public List<Integer> layersThatReachFinalMlp() {
        throw new UnsupportedOperationException();
    }

    /**
     * The layers to study: as asked for, or the last quarter (rounded up) of those that reach the final MLP.
     *
     * @throws io.plateau.contracts.UnprocessableException when an asked-for layer does not exist or cannot reach it
     */
    public List<Integer> attentionLayers(List<Integer> askedOrNull) {
        throw new UnsupportedOperationException();
    }

    /** Activations, losses, attention rows and head outputs of one block of contexts. */
    public Capture capture(int[][] contexts, int[][] targets, List<Integer> layers) {
        throw new UnsupportedOperationException();
    }

    /** @param meanActivation N: what replaces a neuron's activation */
    public NeuronAblation ablateNeurons(int[][] contexts, int[][] targets, double[] meanActivation,
            AblationSpecification how, long seed) {
        throw new UnsupportedOperationException();
    }

    /**
     * @param groups per context and target: 0 rare, 1 common, 2 neither
     * @param mode {@code zero}, {@code mean}, {@code uniform} or {@code bos}
     * @param neurons M: neurons of the final MLP
     * @param meanHeadOutput layers, H, d: mean over all positions of the experiment; ignored unless mode is mean
     */
    public HeadAblation ablateHeads(int[][] contexts, int[][] targets, byte[][] groups, List<Integer> layers,
            String mode, int[] neurons, double[] meanHeadOutput, long seed) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
    }
}
