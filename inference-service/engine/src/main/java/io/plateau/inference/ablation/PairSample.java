package io.plateau.inference.ablation;

import java.util.Arrays;

import io.plateau.statistics.random.SplitMix64;

/**
 * Draws pairs of a tile of neurons while tiles of positions are visited in any order: of all positions p, the one with the
 * least exponential variate of rate w[p] is drawn, which is p with probability w[p] / Σ w (Efraimidis and Spirakis 2006). A
 * pair's variate depends on the seed and the pair alone, so that neither threads nor tiles change what is drawn.
 */
final class PairSample {
    /** What rounding can take from −log(1 − u) ≥ u, and a thousand times more. */
    private static final double ROUNDING = 1 + 1e-12;
    private final int draws;
    private final int width;
    private final long seed;
    private final int[] position;
    private final double[] least;
    private final double[] weight;
    /** Per tile of positions, so that the sum does not depend on which comes first. */
    private final double[][] totals;

    /** @param width neurons of the tile */
    PairSample(int draws, int width, int positionTiles, long seed) {
        this.draws = draws;
        this.width = width;
        this.seed = seed;
        this.position = new int[draws * width];
        this.least = new double[draws * width];
        this.weight = new double[draws * width];
        this.totals = new double[positionTiles][];
        Arrays.fill(position, -1);
        Arrays.fill(least, Double.POSITIVE_INFINITY);
    }

    /**
     * Adds a tile of positions.
     *
     * @param first position of the tile
     * @param firstNeuron of the tile of neurons
     * @param weights positions, neurons: w; 0 is never drawn
     */
    void add(int tile, int first, int firstNeuron, double[] weights) {
        double[] total = new double[width];
        int[] at = new int[draws * width];
        double[] smallest = new double[draws * width];
        double[] heavy = new double[draws * width];
        Arrays.fill(smallest, Double.POSITIVE_INFINITY);
        for (int i = 0; i < weights.length; i++) {
            double w = weights[i];
            if (w > 0) {
                int n = i % width;
                int p = first + i / width;
                total[n] += w;
                SplitMix64 variates = new SplitMix64(seed + 0x9E3779B97F4A7C15L * ((long) p << 32 | firstNeuron + n));
                for (int k = 0; k < draws; k++) {
                    double u = variates.nextDouble();
                    int slot = k * width + n;
                    if (u > smallest[slot] * w * ROUNDING) {
                        continue; // as most are: no logarithm is needed
                    }
                    // 1 − u lies in (0, 1].
                    double key = -Math.log(1 - u) / w;
                    if (key < smallest[slot]) {
                        smallest[slot] = key;
                        at[slot] = p;
                        heavy[slot] = w;
                    }
                }
            }
        }
        merge(tile, total, at, smallest, heavy);
    }

    private synchronized void merge(int tile, double[] total, int[] at, double[] smallest, double[] heavy) {
        totals[tile] = total;
        for (int slot = 0; slot < least.length; slot++) {
            boolean tie = smallest[slot] == least[slot] && at[slot] < position[slot];
            if (smallest[slot] < least[slot] || tie && smallest[slot] < Double.POSITIVE_INFINITY) {
                least[slot] = smallest[slot];
                position[slot] = at[slot];
                weight[slot] = heavy[slot];
            }
        }
    }

    /** draws, neurons: the position drawn; −1 where all weights are 0. */
    int[] positions() {
        return position;
    }

    /** 1 / probability of what was drawn in a slot. */
    double expansion(int slot) {
        double sum = 0;
        for (double[] total : totals) {
            sum += total[slot % width];
        }
        return sum / weight[slot];
    }
}
