package io.plateau.inference.engine;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

import io.plateau.inference.ablation.AblationBlock;
import io.plateau.inference.ablation.GroupSums;
import io.plateau.inference.ablation.LossChanges;
import io.plateau.inference.ablation.UnigramDirection;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Workers;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * Ablations of the neurons of a layer by its number. Nothing closed holds there: for every pair of a position and a neuron the model
 * is run again from that layer on, at that position alone. Contexts and targets are as of {@link InferenceEngine}.
 */
public final class LayerAblations {
    private final NDManager manager;
    private final Transformer model;
    private final int layer;
    private final Workers workers;
    private final MemoryEstimate estimate;
    private final MemoryLimit limit;

    LayerAblations(NDManager manager, Transformer model, int layer, Workers workers, MemoryEstimate estimate,
            MemoryLimit limit) {
        this.manager = manager;
        this.model = model;
        this.layer = layer;
        this.workers = workers;
        this.estimate = estimate;
        this.limit = limit;
    }

    /** Every neuron exactly. */
    public NeuronAblation ablate(int[][] contexts, int[][] targets, Replacement replacement, long[] counts) {
        return ablate(contexts, targets, replacement, counts, (suffix, block) -> suffix.ablate(block, null));
    }

    /**
     * @param estimates P, N: see {@link #estimate}
     * @param exact neurons whose columns are exact, ascending; the others' are the estimates
     * @param counts occurrences of the tokens that the tokenizer has; null: predictions are not compared with them
     */
    public NeuronAblation ablateScreened(int[][] contexts, int[][] targets, Replacement replacement, float[] estimates,
            int[] exact, long[] counts) {
        NeuronAblation ablation = ablate(contexts, targets, replacement, counts,
                (suffix, block) -> suffix.ablate(block, exact));
        float[] columns = ablation.changes().delta();
        float[] delta = estimates.clone();
        int neurons = ablation.activation().length / ablation.baselineLoss().length;
        for (int i = 0; i < columns.length; i++) {
            delta[i / exact.length * neurons + exact[i % exact.length]] = columns[i];
        }
        return new NeuronAblation(null, LossChanges.exact(delta), ablation.activation(), ablation.baselineLoss(),
                ablation.frequency());
    }

    /** P, N: first-order estimates of the loss changes, (replacement − activation) · dL/d activation (Kramár et al. 2024). */
    public float[] estimate(int[][] contexts, int[][] targets, Replacement replacement) {
        return ablate(contexts, targets, replacement, null, SuffixAblation::estimate).changes().delta();
    }

    /** As {@link NeuronAblations#constantLosses}. */
    public double[][][] constantLosses(int[][] contexts, int[][] targets, byte[] groups, double[][] constants) {
        return behind(contexts, targets, 1, null, (passes, next) -> {
            SuffixAblation suffix = new SuffixAblation(model, layer, workers, passes, targets);
            Replacement.End end = end(passes, targets);
            double[][][] sums = new double[TokenGroup.COUNT][constants.length][];
            for (int j = 0; j < constants.length; j++) {
                AblationBlock block = new Replacement.Constant(constants[j]).block(end, next);
                float[] delta = suffix.ablate(block, null);
                for (int g = 0; g < sums.length; g++) {
                    sums[g][j] = GroupSums.of(delta, groups, g, block.neurons());
                }
            }
            return sums;
        });
    }

    private NeuronAblation ablate(int[][] contexts, int[][] targets, Replacement replacement, long[] counts,
            BiFunction<SuffixAblation, AblationBlock, float[]> ablation) {
        float[] logFrequencies = counts == null || !UnigramDirection.exists(counts)
                ? null
                : UnigramDirection.of(counts, model.vocabulary()).logFrequencies();
        return behind(contexts, targets, replacement.draws(), logFrequencies, (passes, next) -> {
            Replacement.End end = end(passes, targets);
            float[] delta = ablation.apply(new SuffixAblation(model, layer, workers, passes, targets),
                    replacement.block(end, next));
            return new NeuronAblation(null, LossChanges.exact(delta).averaged(replacement.draws()),
                    end.activation().toFloatArray(), joined(passes, SuffixPass::baselineLoss),
                    logFrequencies == null
                            ? null
                            : new NeuronAblation.Frequency(joined(passes, SuffixPass::divergence),
                                    NeuronAblations.ofTargets(logFrequencies, next)));
        });
    }

    private <T> T behind(int[][] contexts, int[][] targets, int draws, float[] logFrequencies,
            BiFunction<SuffixPass[], int[], T> use) {
        TargetPositions positions = TargetPositions.of(contexts, targets);
        limit.require(InferenceEngine.what("ablating neurons of layer " + layer + " in", contexts),
                estimate.ablateLayer(contexts, targets, draws, layer));
        try (NDManager call = manager.newSubManager()) {
            SuffixPass[] passes = new SuffixPass[contexts.length];
            workers.forEach(contexts.length, c -> passes[c] = SuffixPass.of(model, layer, call, contexts[c], targets[c],
                    logFrequencies));
            return use.apply(passes, positions.next());
        }
    }

    private static Replacement.End end(SuffixPass[] passes, int[][] targets) {
        List<SuffixPass> all = Arrays.asList(passes);
        return new Replacement.End(concat(all.stream().map(SuffixPass::rows).toList()),
                concat(all.stream().map(SuffixPass::activation).toList()),
                passes[0].written() == null
                        ? null
                        : concat(IntStream.range(0, passes.length).mapToObj(c -> passes[c].writtenAt(targets[c]))
                                .toList()));
    }

    private static NDArray concat(List<NDArray> parts) {
        return NDArrays.concat(new NDList(parts));
    }

    private static float[] joined(SuffixPass[] passes, Function<SuffixPass, float[]> part) {
        int[] lengths = Arrays.stream(passes).mapToInt(pass -> part.apply(pass).length).toArray();
        float[] all = new float[IntStream.of(lengths).sum()];
        int to = 0;
        for (SuffixPass pass : passes) {
            System.arraycopy(part.apply(pass), 0, all, to, part.apply(pass).length);
            to += part.apply(pass).length;
        }
        return all;
    }
}
