package io.plateau.inference.engine;

import java.nio.file.Path;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.AttentionSpecification;
import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.files.InputFolder;
import io.plateau.inference.heads.ContextPairs;
import io.plateau.inference.heads.GroupMeans;
import io.plateau.inference.heads.HeadAblator;
import io.plateau.inference.heads.HeadMode;
import io.plateau.inference.heads.HeadPatcher;
import io.plateau.inference.heads.Patches;
import io.plateau.inference.model.Mlp;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.model.family.ModelFamily;
import io.plateau.inference.parallel.Workers;

/**
 * A loaded checkpoint, ready to answer. One call at a time. Contexts are K arrays of T token ids; targets are, for each
 * context, the ascending positions t whose prediction of t + 1 is studied.
 */
public final class InferenceEngine implements AutoCloseable {
    private final NDManager manager;
    private final Transformer model;
    private final Transformer upTo;
    private final EngineInfo info;
    private final List<String> notes;
    private final Workers workers;
    private final MemoryEstimate estimate;
    private final MemoryLimit limit;
    private final NeuronAblations neurons;

    private InferenceEngine(NDManager manager, Transformer model, List<String> notes, EngineSettings settings) {
        this.manager = manager;
        this.model = model;
        this.upTo = model;
        this.notes = notes;
        this.info = Machine.info(settings, manager);
        this.workers = new Workers(manager.getDevice().isGpu() ? 1 : info.threads());
        this.estimate = new MemoryEstimate(shape(), workers.threads(), settings.cacheBytes());
        this.limit = MemoryLimit.of(settings, manager.getDevice().isGpu());
        this.neurons = new NeuronAblations(manager, model, workers, settings.cacheBytes(), estimate, limit);
    }

    private InferenceEngine(InferenceEngine whole, int layer) {
        this.manager = whole.manager;
        this.model = whole.model;
        this.upTo = whole.model.endingAt(layer);
        this.notes = whole.notes;
        this.info = whole.info;
        this.workers = whole.workers;
        this.estimate = whole.estimate;
        this.limit = whole.limit;
        this.neurons = null;
    }

    /**
     * @param modelDirectory holds {@code config.json} and {@code model.safetensors}
     * @throws UnprocessableException when the checkpoint is missing, unsupported, damaged or too large for the memory
     */
    public static InferenceEngine load(Path modelDirectory, EngineSettings settings) {
        return load(Checkpoint.open(modelDirectory), settings);
    }

    /** As {@link #load(Path, EngineSettings)}, of a folder whose files may be links within another root. */
    public static InferenceEngine load(InputFolder folder, EngineSettings settings) {
        return load(Checkpoint.open(folder), settings);
    }

    private static InferenceEngine load(Checkpoint checkpoint, EngineSettings settings) {
        NDManager manager = Machine.open(settings);
        try {
            MemoryLimit.of(settings, manager.getDevice().isGpu())
                    .require("loading the model", MemoryEstimate.loading(checkpoint.float32Bytes()));
            Transformer model = ModelFamily.loadAny(checkpoint, manager);
            if (!model.hasClosedForm()) {
                checkpoint
                        .note("a norm follows the final MLP or the logits are capped: its ablations have no closed form"
                                + " and are computed by the residual delta (tier naive)");
            }
            return new InferenceEngine(manager, model, checkpoint.notes(), settings);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    public ModelShape shape() {
        return model.shape();
    }

    /**
     * The same engine with another layer's MLP in place of the final one: captures, weights, ablations and patches of heads are of
     * its neurons. Closed with the engine, not by itself.
     *
     * @param layer null: the last
     */
    public InferenceEngine at(Integer layer) {
        return layer == null ? this : new InferenceEngine(this, shape().endingAt(layer).layers() - 1);
    }

    public EngineInfo info() {
        return info;
    }

    /** Remarks on how the checkpoint was read, in sentences. */
    public List<String> notes() {
        return notes;
    }

    /** Activations, losses, attention rows and head outputs of one block of contexts. */
    public Capture capture(int[][] contexts, int[][] targets, List<Integer> layers) {
        List<Integer> asked = upTo.shape().attentionLayers(layers);
        TargetPositions.of(contexts, targets);
        limit.require(what("capturing", contexts), estimate.capture(contexts, targets, asked.size()));
        Capture[] captures = new Capture[contexts.length];
        workers.forEach(contexts.length, c -> {
            try (NDManager call = manager.newSubManager()) {
                captures[c] = CapturePass.run(model, upTo.lastLayer().index(), call, contexts[c], targets[c], asked);
            }
        });
        return Capture.joined(captures);
    }

    /** What is asked of the final MLP's neurons. */
    public NeuronAblations neurons() {
        return neurons;
    }

    /** Ablations of the neurons of this engine's layer, see {@link #at}, by running the model again from there on. */
    public LayerAblations layer() {
        return new LayerAblations(manager, model, upTo.lastLayer().index(), workers, estimate, limit);
    }

    /** Weights of neurons {@code from} … {@code to} − 1. */
    public NeuronWeights weights(int from, int to) {
        try (NDManager call = manager.newSubManager()) {
            Mlp mlp = upTo.lastLayer().feedForward().mlp();
            NDArray input = mlp.input().weight().get(call, new NDIndex("{}:{}", from, to));
            NDArray output = mlp.down().weight().get(call, new NDIndex(":,{}:{}", from, to));
            return new NeuronWeights(input.toFloatArray(), output.transpose().toFloatArray());
        }
    }

    static String what(String doing, int[][] contexts) {
        return doing + " " + contexts.length + (contexts.length == 1 ? " context" : " contexts") + " of "
                + contexts[0].length + " tokens";
    }

    /**
     * @param groups per context and target: 0 rare, 1 common, 2 neither
     * @param mode what replaces a head's output
     * @param neurons M: neurons of the final MLP
     * @param meanHeadOutput layers, H, d: mean over all positions of the experiment; ignored unless mode is mean
     * @param directions random directions of either control, per layer
     */
    public HeadAblation ablateHeads(int[][] contexts, int[][] targets, byte[][] groups, List<Integer> layers,
            AttentionSpecification.Mode mode, int[] neurons, double[] meanHeadOutput, long seed, int directions) {
        HeadMode headMode = HeadMode.of(mode);
        List<Integer> asked = upTo.shape().attentionLayers(layers);
        checkHeadRequest(headMode, asked, neurons, meanHeadOutput);
        TargetPositions.of(contexts, targets);
        limit.require(what("ablating heads in", contexts),
                estimate.ablateHeads(contexts, asked.size(), neurons.length, directions));
        GroupMeans means = new GroupMeans(targets, groups, contexts[0].length, neurons.length);
        try (NDManager call = manager.newSubManager()) {
            new HeadAblator(upTo, headMode, workers).run(call, contexts, asked, neurons, meanHeadOutput, seed,
                    directions, means);
        }
        return new HeadAblation(means.rows(), means.counts(), means.meanAbsolute(), means.meanSigned());
    }

    /** @param neurons M: neurons of the final MLP */
    public Patches patchHeads(ContextPairs pairs, List<Integer> layers, int[] neurons) {
        List<Integer> asked = upTo.shape().attentionLayers(layers);
        checkNeurons(neurons);
        limit.require("patching heads between " + pairs.count() + " pairs of contexts",
                estimate.patchHeads(pairs, asked.size(), neurons.length));
        try (NDManager call = manager.newSubManager()) {
            return new HeadPatcher(upTo, workers).run(call, pairs, asked, neurons);
        }
    }

    private void checkHeadRequest(HeadMode mode, List<Integer> layers, int[] neurons, double[] meanHeadOutput) {
        int expected = layers.size() * model.heads() * model.headWidth();
        if (mode == HeadMode.MEAN && (meanHeadOutput == null || meanHeadOutput.length != expected)) {
            throw new UnprocessableException(
                    "mode mean needs " + expected + " mean head outputs (layers × heads × head width)");
        }
        checkNeurons(neurons);
    }

    private void checkNeurons(int[] neurons) {
        for (int neuron : neurons) {
            if (neuron < 0 || neuron >= upTo.neurons()) {
                throw new UnprocessableException(
                        "neuron " + neuron + " does not exist; the final MLP has neurons 0 to "
                                + (upTo.neurons() - 1));
            }
        }
        if (neurons.length == 0) {
            throw new UnprocessableException(
                    "no neurons were named whose activation the ablations are to be measured by");
        }
    }

    /** Tensors that the engine keeps between calls: weights and what is set up once. */
    int keptTensors() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        workers.close();
        manager.close();
    }
}
