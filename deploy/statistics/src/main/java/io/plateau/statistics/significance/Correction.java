package io.plateau.statistics.significance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Corrections for testing a family at once. An undefined p-value (null) stays so and does not count. */
public final class Correction {
    private Correction() {
    }

    /** Bonferroni: p times the number of tests, at most 1. */
    public static double bonferroni(double p, long tests) {
        // Adding 0 makes 0 of −0
        return Math.min(1, p * tests + 0.0);
    }

    /** The same for each of a family. */
    public static List<Double> bonferroni(List<Double> p) {
        long tests = p.stream().filter(Objects::nonNull).count();
        List<Double> adjusted = new ArrayList<>(p.size());
        p.forEach(value -> adjusted.add(value == null ? null : (Double) bonferroni(value, tests)));
        return adjusted;
    }

    /**
     * The step-up procedure of Benjamini and Hochberg (1995), as adjusted values: the i-th smallest of m times m / i, made
     * monotone from the largest down. Bounds the expected share of false discoveries, not the chance of one.
     */
    public static List<Double> benjaminiHochberg(List<Double> p) {
        List<Integer> order = ascending(p);
        Double[] adjusted = new Double[p.size()];
        double smallest = 1;
        for (int rank = order.size(); rank >= 1; rank--) {
            int index = order.get(rank - 1);
            smallest = Math.min(smallest, p.get(index) * order.size() / rank + 0.0);
            adjusted[index] = smallest;
        }
        return Arrays.asList(adjusted);
    }

    /** Holm's step-down procedure (1979): the i-th smallest of m times (m − i + 1), made monotone. */
    public static List<Double> holm(List<Double> p) {
        List<Integer> order = ascending(p);
        Double[] adjusted = new Double[p.size()];
        double largest = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            int index = order.get(rank);
            largest = Math.max(largest, Math.min(1, p.get(index) * (order.size() - rank)));
            adjusted[index] = largest;
        }
        return Arrays.asList(adjusted);
    }

    /** Places of the defined values, the smallest value first. */
    private static List<Integer> ascending(List<Double> p) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < p.size(); i++) {
            if (p.get(i) != null) {
                order.add(i);
            }
        }
        // Adding 0 makes one value of 0 and −0, which would otherwise be no tie.
        order.sort(Comparator.comparingDouble(i -> p.get(i) + 0.0));
        return order;
    }
}
