package io.plateau.graph.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.hipparchus.distribution.discrete.HypergeometricDistribution;

import io.plateau.statistics.random.SplitMix64;
import io.plateau.statistics.significance.Correction;
import io.plateau.statistics.significance.PermutationTest;

/**
 * Whether marked neurons (the plateau) stand together in few communities of the layer. The placement of K marks among
 * N neurons is random under the null hypothesis.
 *
 * @param communities those of at least two neurons, in the partition's order
 * @param concentration probability that two different marked neurons share a community; null below two marks
 * @param expected the same over random placements
 * @param pValue (1 + #{random placement ≥ concentration}) / (1 + placements); null below two marks
 * @param reason why the concentration is missing, or null
 */
public record Enrichment(List<Community> communities, Double concentration, Double expected, Double pValue,
        String reason) {
    /**
     * @param community its number
     * @param size its neurons
     * @param marked how many of them are marked
     * @param expected how many would be by chance: K · size / N
     * @param pValue hypergeometric: probability of this many marked or more
     * @param pCorrected after Bonferroni over the communities of at least two neurons
     */
    public record Community(int community, int size, int marked, double expected, double pValue, double pCorrected) {
    }

    /**
     * @param membership N: community of each neuron, numbered from 0
     * @param marked the marked neurons, each once
     * @param placements random ones, at least 1
     * @param seed of the placements
     */
    public static Enrichment of(int[] membership, int[] marked, int placements, long seed) {
        int n = membership.length;
        int[] size = new int[count(membership)];
        for (int c : membership) {
            size[c]++;
        }
        int[] hits = hits(membership, marked, marked.length, size.length);
        List<Community> rows = new ArrayList<>();
        long tested = Arrays.stream(size).filter(s -> s > 1).count();
        for (int c = 0; c < size.length; c++) {
            if (size[c] > 1) {
                double p = new HypergeometricDistribution(n, marked.length, size[c])
                        .upperCumulativeProbability(hits[c]);
                rows.add(new Community(c, size[c], hits[c], (double) marked.length * size[c] / n, p,
                        Correction.bonferroni(p, tested)));
            }
        }
        if (marked.length < 2) {
            return new Enrichment(rows, null, null, null,
                    "the plateau has " + marked.length + " neurons; at least 2 are needed");
        }
        return concentrated(rows, membership, size.length, hits, marked.length, placements, seed);
    }

    private static Enrichment concentrated(List<Community> rows, int[] membership, int communities, int[] hits,
            int marks, int placements, long seed) {
        double observed = concentration(hits, marks);
        SplitMix64 random = SplitMix64.of(seed, "placements in the layer's communities");
        int[] neurons = new int[membership.length];
        for (int i = 0; i < neurons.length; i++) {
            neurons[i] = i;
        }
        int atLeast = 0;
        double sum = 0;
        for (int placement = 0; placement < placements; placement++) {
            random.choose(neurons, marks);
            double drawn = concentration(hits(membership, neurons, marks, communities), marks);
            sum += drawn;
            atLeast += PermutationTest.atLeast(drawn, observed) ? 1 : 0;
        }
        return new Enrichment(rows, observed, sum / placements, PermutationTest.pValue(atLeast, placements), null);
    }

    private static double concentration(int[] hits, int marks) {
        long pairs = 0;
        for (int k : hits) {
            pairs += (long) k * (k - 1);
        }
        return (double) pairs / ((long) marks * (marks - 1));
    }

    private static int[] hits(int[] membership, int[] marked, int marks, int communities) {
        int[] hits = new int[communities];
        for (int i = 0; i < marks; i++) {
            hits[membership[marked[i]]]++;
        }
        return hits;
    }

    private static int count(int[] membership) {
        int most = -1;
        for (int c : membership) {
            most = Math.max(most, c);
        }
        return most + 1;
    }
}
