package io.plateau.statistics.trajectory;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A quantity by context: values whose mean is the quantity, be they its values in each context or the pseudo-values of a
 * jackknife over contexts; or its values in parts of the contexts ({@link ContextParts}), with parts in place of contexts.
 *
 * @param contexts C: indices, ascending; the same index is the same text at every checkpoint
 * @param values C
 */
public record ContextValues(int[] contexts, double[] values) {

    public ContextValues {
        if (contexts.length != values.length) {
            throw new IllegalArgumentException(contexts.length + " contexts with " + values.length + " values");
        }
    }

    public static ContextValues of(Map<Integer, Double> values) {
        TreeMap<Integer, Double> ordered = new TreeMap<>(values);
        return new ContextValues(ordered.keySet().stream().mapToInt(Integer::intValue).toArray(),
                ordered.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * The pseudo-values of a jackknife (Tukey 1958): {@code n θ − (n − 1) θ without the context}.
     *
     * @param whole θ of all contexts
     * @param without C: θ without each
     */
    public static ContextValues jackknifed(int[] contexts, double whole, double[] without) {
        int n = contexts.length;
        return new ContextValues(contexts, Arrays.stream(without).map(one -> n * whole - (n - 1.0) * one).toArray());
    }

    public double mean() {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** Over contexts; NaN with fewer than two. */
    public double standardError() {
        double mean = mean();
        int n = values.length;
        return n < 2
                ? Double.NaN
                : Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (n - 1.0) / n);
    }

    /** These less others, of the contexts that both have. */
    ContextValues minus(ContextValues others) {
        TreeMap<Integer, Double> differences = new TreeMap<>();
        for (int i = 0; i < contexts.length; i++) {
            int place = Arrays.binarySearch(others.contexts, contexts[i]);
            if (place >= 0) {
                differences.put(contexts[i], values[i] - others.values[place]);
            }
        }
        return of(differences);
    }
}
