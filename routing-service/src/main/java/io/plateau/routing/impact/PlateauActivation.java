package io.plateau.routing.impact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.plateau.contracts.UnprocessableException;
import io.plateau.routing.statistics.Quantity;
import io.plateau.statistics.tokens.TokenGroup;
import io.plateau.statistics.trajectory.ContextValues;

/**
 * Plateau activation A per ablation, context and group: the mean of the plateau neurons' activation over the target
 * positions of a group. Over several contexts A weighs each by its number of positions, so that it is the mean over
 * positions. Contexts are addressed by their place k = 0 … K − 1 in ascending order of their index.
 */
public final class PlateauActivation {
    private final List<Ablation> ablations;
    private final Map<Ablation, Integer> index = new HashMap<>();
    private final int neurons;
    private final int[] indices; // K
    private final int[][] positions; // K, G
    private final double[][][] activation; // K, A, G

    private PlateauActivation(List<Ablation> ablations, int neurons, int[] indices, int[][] positions,
            double[][][] activation) {
        this.neurons = neurons;
        this.ablations = ablations;
        this.indices = indices;
        this.positions = positions;
        this.activation = activation;
        ablations.forEach(ablation -> index.put(ablation, index.size()));
    }

    /**
     * Joins the blocks of an experiment.
     *
     * @param signed whether A is the mean of a, not of |a|
     * @throws UnprocessableException when blocks disagree on targets or neurons, or share a context
     */
    public static PlateauActivation join(List<HeadAblationBlock> blocks, boolean signed) {
        HeadAblationBlock first = blocks.get(0);
        SortedMap<Integer, int[]> positions = new TreeMap<>();
        SortedMap<Integer, double[][]> activation = new TreeMap<>();
        for (HeadAblationBlock block : blocks) {
            if (!block.ablations().equals(first.ablations()) || !Arrays.equals(block.neurons(), first.neurons())) {
                throw new UnprocessableException(
                        "two blocks of head ablations differ in their targets or neurons; all must ablate the same");
            }
            for (int k = 0; k < block.contexts().length; k++) {
                int[] counts = Arrays.copyOfRange(block.counts(), k * TokenGroup.COUNT, (k + 1) * TokenGroup.COUNT);
                if (positions.put(block.contexts()[k], counts) != null) {
                    throw new UnprocessableException(
                            "context " + block.contexts()[k]
                                    + " is in two blocks of head ablations; it must be in one");
                }
                activation.put(block.contexts()[k], context(block, k, signed ? block.signed() : block.absolute()));
            }
        }
        return new PlateauActivation(first.ablations(), first.neurons().length,
                positions.keySet().stream().mapToInt(Integer::intValue).toArray(),
                positions.values().toArray(int[][]::new),
                activation.values().toArray(double[][][]::new));
    }

    private static double[][] context(HeadAblationBlock block, int k, double[] values) {
        double[][] context = new double[block.ablations().size()][];
        for (int a = 0; a < context.length; a++) {
            int from = (a * block.contexts().length + k) * TokenGroup.COUNT;
            context[a] = Arrays.copyOfRange(values, from, from + TokenGroup.COUNT);
        }
        return context;
    }

    /** Ablations of a kind that were measured, in the order of the event. */
    public List<Ablation> ablations(Ablation.Kind... kinds) {
        List<Ablation> chosen = new ArrayList<>(ablations);
        chosen.removeIf(ablation -> !Arrays.asList(kinds).contains(ablation.kind()));
        return chosen;
    }

    /** Places of the contexts that have target positions of every one of the groups, ascending. */
    public int[] contextsWith(TokenGroup... groups) {
        return IntStream.range(0, positions.length)
                .filter(k -> Arrays.stream(groups).allMatch(group -> positions[k][group.code()] > 0)).toArray();
    }

    /** A without ablation over the given contexts. */
    public Quantity baseline(TokenGroup group, int[] contexts) {
        if (neurons == 0) {
            return Quantity.undefined("the plateau has no neurons: none has an influence on rare tokens");
        }
        double weighted = 0;
        double count = 0;
        for (int k : contexts) {
            weighted += positions[k][group.code()] * activation[k][0][group.code()];
            count += positions[k][group.code()];
        }
        if (count == 0) {
            return Quantity.undefined("no context has " + group.label() + " target positions");
        }
        return weighted == 0
                ? Quantity.undefined(String.format(Locale.ROOT,
                        "the plateau neurons' activation at %s targets is 0 without ablation: no change relative to it",
                        group.label()))
                : Quantity.of(weighted / count);
    }

    /** Signed change of A under an ablation over the given contexts, percent of |A| without it. */
    public Quantity changePercent(Ablation ablation, TokenGroup group, int[] contexts) {
        Quantity base = baseline(group, contexts);
        if (!base.isDefined()) {
            return base;
        }
        double weighted = 0;
        double count = 0;
        for (int k : contexts) {
            weighted += positions[k][group.code()] * difference(ablation, group, k);
            count += positions[k][group.code()];
        }
        return Quantity.of(100 * weighted / count / Math.abs(base.value()));
    }

    /** Impact(h) = |A_base − A_ablated| / |A_base| over the given contexts; a share, not percent. */
    public Quantity impact(Ablation ablation, TokenGroup group, int[] contexts) {
        Quantity change = changePercent(ablation, group, contexts);
        return change.isDefined() ? Quantity.of(Math.abs(change.value()) / 100) : change;
    }

    /** Signed change of each context, percent of |A| without ablation over all of them; the baseline must be defined. */
    public double[] changesPercent(Ablation ablation, TokenGroup group, int[] contexts) {
        double base = Math.abs(baseline(group, contexts).value());
        return Arrays.stream(contexts).mapToDouble(k -> 100 * difference(ablation, group, k) / base).toArray();
    }

    /**
     * What ablating single heads changes at rare targets more than at common ones: the mean over heads of the difference of
     * {@link #changesPercent}, of the contexts that have both; none where a baseline is undefined.
     */
    public ContextValues selectivityByContext() {
        int[] contexts = contextsWith(TokenGroup.RARE, TokenGroup.COMMON);
        List<Ablation> heads = ablations(Ablation.Kind.HEAD);
        if (heads.isEmpty() || !baseline(TokenGroup.RARE, contexts).isDefined()
                || !baseline(TokenGroup.COMMON, contexts).isDefined()) {
            return ContextValues.of(Map.of());
        }
        double[] mean = new double[contexts.length];
        for (Ablation head : heads) {
            double[] rare = changesPercent(head, TokenGroup.RARE, contexts);
            double[] common = changesPercent(head, TokenGroup.COMMON, contexts);
            Arrays.setAll(mean, k -> mean[k] + (rare[k] - common[k]) / heads.size());
        }
        return new ContextValues(Arrays.stream(contexts).map(k -> indices[k]).toArray(), mean);
    }

    /** A with the ablation less A without it, in one context. */
    public double difference(Ablation ablation, TokenGroup group, int k) {
        double[][] context = activation[k];
        return context[index.get(ablation)][group.code()] - context[0][group.code()];
    }
}
