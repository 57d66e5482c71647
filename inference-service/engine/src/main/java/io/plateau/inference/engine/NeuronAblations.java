package io.plateau.inference.engine;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.contracts.specification.AblationSpecification.Tier;
import io.plateau.inference.ablation.AblationBlock;
import io.plateau.inference.ablation.ClosedForm;
import io.plateau.inference.ablation.ConstantLosses;
import io.plateau.inference.ablation.EffectsInClosedForm;
import io.plateau.inference.ablation.GroupSums;
import io.plateau.inference.ablation.JointAblation;
import io.plateau.inference.ablation.LossChanges;
import io.plateau.inference.ablation.Moments;
import io.plateau.inference.ablation.NeuronDirections;
import io.plateau.inference.ablation.NeuronSubset;
import io.plateau.inference.ablation.PromotedTokens;
import io.plateau.inference.ablation.ResidualDelta;
import io.plateau.inference.ablation.Series;
import io.plateau.inference.ablation.SeriesChoice;
import io.plateau.inference.ablation.UnigramDirection;
import io.plateau.inference.ablation.WeightProperties;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Workers;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * Ablations and weights of the final MLP's neurons. Contexts and targets are as of {@link InferenceEngine}.
 */
public final class NeuronAblations {
    private final NDManager manager;
    private final Transformer model;
    private final Workers workers;
    private final NeuronDirections directions;
    private final NeuronDirections exactDirections;
    private final MemoryEstimate estimate;
    private final MemoryLimit limit;
    private Described described;

    NeuronAblations(NDManager manager, Transformer model, Workers workers, long cacheBytes, MemoryEstimate estimate,
            MemoryLimit limit) {
        this.manager = manager;
        this.model = model;
        this.workers = workers;
        this.directions = new NeuronDirections(manager, model, cacheBytes, DataType.FLOAT32);
        this.exactDirections = new NeuronDirections(manager, model, 0, DataType.FLOAT64);
        this.estimate = estimate;
        this.limit = limit;
    }

    /**
     * Loss changes of a single block.
     *
     * @param meanActivation N: what replaces a neuron's activation
     */
    public NeuronAblation ablate(int[][] contexts, int[][] targets, double[] meanActivation,
            AblationSpecification how, long seed) {
        byte[] oneGroup = new byte[Arrays.stream(targets).mapToInt(t -> t.length).sum()];
        return ablate(contexts, targets, new Replacement.Constant(meanActivation), how, seed,
                new Pilot(oneGroup, 1, 0, Pilot.DRAWS), null);
    }

    /**
     * @param pilot by which the series is chosen where {@code how} leaves it open, and how many pairs are drawn
     * @param counts null: predictions are not compared with them, and changes not taken apart
     */
    public NeuronAblation ablate(int[][] contexts, int[][] targets, Replacement replacement,
            AblationSpecification how, long seed, Pilot pilot, TokenCounts counts) {
        UnigramDirection unigram = unigram(counts == null || !counts.takeApart() ? null : counts.counts());
        float[] logFrequencies = counts == null || !UnigramDirection.exists(counts.counts())
                ? null
                : UnigramDirection.of(counts.counts(), model.vocabulary()).logFrequencies();
        int draws = replacement.draws();
        return atTheEnd(contexts, targets, replacement, how, logFrequencies,
                estimate.ablateNeurons(contexts, targets, how, draws, unigram != null),
                block -> byTier(block, contextOfEach(targets, draws), how, seed, pilot.repeated(draws), unigram));
    }

    /** Null where nothing is taken apart, or the model has no closed form by which it could be. */
    private UnigramDirection unigram(long[] counts) {
        return counts == null || !model.hasClosedForm() ? null : UnigramDirection.of(counts, model.vocabulary());
    }

    /**
     * What the weights say of the final MLP's neurons; null where the model has no closed form.
     *
     * @param nullSpace singular directions of the unembedding; null: as many as its width asks for
     * @param counts occurrences of the tokens that the tokenizer has
     */
    public WeightProperties weightProperties(Integer nullSpace, long[] counts) {
        if (!model.hasClosedForm()) {
            return null;
        }
        int width = model.shape().width();
        if (nullSpace != null && nullSpace >= width) {
            throw new UnprocessableException("mechanisms.nullSpace is " + nullSpace + "; the model is " + width
                    + " wide, and all its directions together are no null space");
        }
        int singular = nullSpace == null ? WeightProperties.directions(width) : nullSpace;
        if (described == null || !described.isOf(singular, counts)) {
            described = new Described(singular, counts.clone(),
                    WeightProperties.of(manager, model, singular, unigram(counts)));
        }
        return described.properties;
    }

    /**
     * What the weights of the final MLP's neurons do to the logits; null where the model has no closed form.
     *
     * @param most tokens that are raised, and that are lowered, of each neuron
     */
    public PromotedTokens promotedTokens(int most) {
        return model.hasClosedForm()
                ? PromotedTokens.of(manager, directions, model.neurons(), Math.min(most, model.vocabulary()))
                : null;
    }

    /** The properties that were last described: the next experiment on the same corpus needs the same. */
    private record Described(int singular, long[] counts, WeightProperties properties) {
        boolean isOf(int directions, long[] tokens) {
            return singular == directions && Arrays.equals(counts, tokens);
        }
    }

    /**
     * Loss changes with each of several constants in place of every neuron's activation.
     *
     * @param groups P: group of each target position
     * @param constants J, N
     * @return rare and common, J, N: sums over the group's positions, nats
     */
    public double[][][] constantLosses(int[][] contexts, int[][] targets, byte[] groups, double[][] constants,
            AblationSpecification how, long seed) {
        return atTheEnd(contexts, targets, how, null, estimate.ablateNeurons(contexts, targets, how, 1, false),
                (end, next) -> {
                    if (model.shape().tier(how) == Tier.MOMENTS) {
                        return new ConstantLosses(directions, workers).of(end.residual(), end.activation(), next,
                                groups,
                                constants);
                    }
                    double[][][] sums = new double[TokenGroup.COUNT][constants.length][];
                    for (int j = 0; j < constants.length; j++) {
                        float[] delta = byTier(new Replacement.Constant(constants[j]).block(end.replaceable(), next),
                                null, how, seed, null, null).delta();
                        for (int g = 0; g < sums.length; g++) {
                            sums[g][j] = GroupSums.of(delta, groups, g, model.neurons());
                        }
                    }
                    return sums;
                });
    }

    /** P, S: loss changes with the neurons of a set ablated at once. */
    public float[] ablateSets(int[][] contexts, int[][] targets, Replacement replacement, List<NeuronSubset> sets) {
        int largest = sets.stream().mapToInt(set -> set.neurons().length).max().orElse(0);
        return atTheEnd(contexts, targets, replacement,
                new AblationSpecification(Tier.AUTO, null, null, null, null), null,
                estimate.ablateSets(contexts, targets, replacement.draws(), sets.size(), largest),
                block -> LossChanges.exact(model.hasClosedForm()
                        ? new JointAblation(directions, workers).ablate(block, sets)
                        : new ResidualDelta(model).ablate(block, sets)))
                .changes().delta();
    }

    /**
     * As {@link #ablate}, exactly and of some neurons alone, ascending: P, M loss changes. In closed form, or by changing the
     * residual where the model has none.
     */
    public NeuronAblation ablateExactly(int[][] contexts, int[][] targets, Replacement replacement,
            int[] neurons) {
        return ablateSome(contexts, targets, replacement, neurons, exactDirections);
    }

    /**
     * As {@link #ablateExactly} with the rounding of float32, some 1e-7 nats a pair, like the ablation of sets beside which these loss
     * changes stand, in much less time.
     */
    public NeuronAblation ablateEach(int[][] contexts, int[][] targets, Replacement replacement, int[] neurons) {
        return ablateSome(contexts, targets, replacement, neurons, directions);
    }

    private NeuronAblation ablateSome(int[][] contexts, int[][] targets, Replacement replacement, int[] neurons,
            NeuronDirections precision) {
        AblationSpecification how = new AblationSpecification(
                model.hasClosedForm() ? Tier.CLOSED_FORM : Tier.NAIVE, null, null, null, null);
        return atTheEnd(contexts, targets, replacement, how, null,
                estimate.ablateNeurons(contexts, targets, how, replacement.draws(), false),
                block -> model.hasClosedForm()
                        ? new ClosedForm(precision, workers).ablate(block, neurons)
                        : LossChanges.exact(new ResidualDelta(model).ablate(block,
                                Arrays.stream(neurons).mapToObj(NeuronSubset::of).toList())));
    }

    private NeuronAblation atTheEnd(int[][] contexts, int[][] targets, Replacement replacement,
            AblationSpecification how, float[] logFrequencies, MemoryNeed need,
            Function<AblationBlock, LossChanges> ablation) {
        Tier tier = model.shape().tier(how);
        return atTheEnd(contexts, targets, how, logFrequencies, need, (end, next) -> new NeuronAblation(tier,
                ablation.apply(replacement.block(end.replaceable(), next)).averaged(replacement.draws()),
                end.activation().toFloatArray(), end.baselineLoss(),
                logFrequencies == null
                        ? null
                        : new NeuronAblation.Frequency(end.divergence(), ofTargets(logFrequencies, next))));
    }

    private <T> T atTheEnd(int[][] contexts, int[][] targets, AblationSpecification how, float[] logFrequencies,
            MemoryNeed need, BiFunction<FinalMlp, int[], T> use) {
        model.shape().requireTier(how);
        TargetPositions positions = TargetPositions.of(contexts, targets);
        limit.require(InferenceEngine.what("ablating neurons in", contexts), need);
        try (NDManager call = manager.newSubManager()) {
            FinalMlp[] ends = new FinalMlp[contexts.length];
            workers.forEach(contexts.length, c -> ends[c] = FinalMlp.of(model, call, contexts[c], targets[c],
                    logFrequencies));
            return use.apply(FinalMlp.joined(call, ends), positions.next());
        }
    }

    static float[] ofTargets(float[] ofTokens, int[] next) {
        float[] values = new float[next.length];
        for (int p = 0; p < values.length; p++) {
            values[p] = ofTokens[next[p]];
        }
        return values;
    }

    /** Of every target position, as often as there are draws. */
    private static int[] contextOfEach(int[][] targets, int draws) {
        return IntStream.range(0, draws).flatMap(draw -> IntStream.range(0, targets.length)
                .flatMap(c -> Arrays.stream(targets[c]).map(t -> c))).toArray();
    }

    private LossChanges byTier(AblationBlock block, int[] contexts, AblationSpecification how, long seed, Pilot pilot,
            UnigramDirection unigram) {
        return switch (model.shape().tier(how)) {
            case NAIVE, AUTO -> LossChanges.exact(new ResidualDelta(model).ablate(block).delta(),
                    unigram == null ? null : exactEffects(block, unigram).effects());
            case CLOSED_FORM -> unigram == null
                    ? new ClosedForm(exactDirections, workers).ablate(block)
                    : exactEffects(block, unigram);
            case MOMENTS -> {
                double tolerance = Math.min(how.tolerance(), how.standardErrors() / 10);
                NeuronDirections precise = Series.precision(tolerance) == DataType.FLOAT64
                        ? exactDirections
                        : directions;
                yield new SeriesChoice(how, contexts, pilot.groups(), pilot.share(), pilot.mayMiss())
                        .first(series -> new Moments(precise, workers, series, pilot.draws(), seed, unigram)
                                .ablate(block));
            }
        };
    }

    private LossChanges exactEffects(AblationBlock block, UnigramDirection unigram) {
        return new EffectsInClosedForm(exactDirections, workers, unigram).ablate(block);
    }
}
