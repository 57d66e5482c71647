package io.plateau.graph.correlation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.plateau.contracts.UnprocessableException;
import io.plateau.statistics.random.SplitMix64;

/**
 * Activations of some neurons of the final MLP at the observed positions.
 *
 * @param contexts P: which context each observation comes from
 * @param neurons which neurons, ascending
 * @param activations one row per neuron, P values each; no unit
 */
public record Observations(int[] contexts, int[] neurons, float[][] activations) {

    /** Below this a correlation at the edge threshold of 0.1 would be noise. */
    public static final int LEAST = 200;

    public Observations {
        if (neurons.length != activations.length) {
            throw new IllegalArgumentException(
                    neurons.length + " neurons cannot have " + activations.length + " rows of activations");
        }
        for (int i = 0; i < activations.length; i++) {
            float[] row = activations[i];
            if (row.length != contexts.length) {
                throw new IllegalArgumentException(
                        "a row of " + row.length + " activations cannot belong to " + contexts.length
                                + " observations");
            }
            for (int p = 0; p < row.length; p++) {
                if (!Float.isFinite(row[p])) {
                    throw new UnprocessableException("neuron " + neurons[i] + " has activation " + row[p]
                            + " at observation " + p + "; every activation must be a finite number");
                }
            }
        }
    }

    /** @throws UnprocessableException when there are fewer than {@link #LEAST} */
    public static void requireEnough(int observations, boolean onePerContext) {
        if (observations < LEAST) {
            throw new UnprocessableException("the blocks of activations hold " + observations
                    + (onePerContext
                            ? " contexts with observations; with graph.onePerContext"
                            : " observations;")
                    + " a correlation graph needs at least " + LEAST
                    + (onePerContext ? ": raise tokens.count" : ": raise tokens.count or graph.observations"));
        }
    }

    public int count() {
        return contexts.length;
    }

    /** One observation of each context, any of them equally likely: the seed decides, not the order of arrival. */
    public Observations onePerContext(long seed) {
        Map<Integer, List<Integer>> rows = new TreeMap<>();
        for (int p = 0; p < contexts.length; p++) {
            rows.computeIfAbsent(contexts[p], context -> new ArrayList<>()).add(p);
        }
        int[] kept = rows.entrySet().stream().mapToInt(context -> context.getValue()
                .get(SplitMix64.of(seed, "one per context", context.getKey()).nextInt(context.getValue().size())))
                .toArray();
        float[][] rest = new float[neurons.length][kept.length];
        for (int i = 0; i < rest.length; i++) {
            for (int k = 0; k < kept.length; k++) {
                rest[i][k] = activations[i][kept[k]];
            }
        }
        return new Observations(rows.keySet().stream().mapToInt(Integer::intValue).toArray(), neurons, rest);
    }

    /** How many contexts the observations come from. */
    public int distinctContexts() {
        return (int) Arrays.stream(contexts).distinct().count();
    }

    /** Activations of a set of neurons, one row each, in the set's order. */
    public float[][] of(int[] set) {
        float[][] rows = new float[set.length][];
        for (int i = 0; i < set.length; i++) {
            int row = Arrays.binarySearch(neurons, set[i]);
            if (row < 0) {
                throw new IllegalArgumentException("neuron " + set[i] + " is not among the loaded ones");
            }
            rows[i] = activations[row];
        }
        return rows;
    }
}
