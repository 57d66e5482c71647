package io.plateau.influence.noise;

import java.util.stream.IntStream;

import org.hipparchus.distribution.continuous.TDistribution;

import io.plateau.influence.ranking.NeuronStatistics;

/**
 * How far down a ranking separates neurons from noise: the number of neurons whose meanDelta differs from 0 at a false
 * discovery rate of 5 % (Benjamini and Hochberg 1995) on t clustered by context.
 */
public final class NoiseFloor {
    /** Fewer ranks above it are too few for a line and its segments: all ranks are fitted instead. */
    public static final int MIN_RANKS = 30;
    private static final double FALSE_DISCOVERY_RATE = 0.05;

    private NoiseFloor() {
    }

    /** @param contexts that hold the group; with fewer than two nothing differs from noise */
    public static int of(NeuronStatistics statistics, int contexts) {
        if (contexts < 2) {
            return 0;
        }
        TDistribution t = new TDistribution(contexts - 1.0);
        double[] p = IntStream.range(0, statistics.meanDelta().length)
                .mapToDouble(n -> pValue(t, statistics.meanDelta()[n], statistics.standardError()[n])).sorted()
                .toArray();
        int floor = p.length;
        while (floor > 0 && p[floor - 1] > FALSE_DISCOVERY_RATE * floor / p.length) {
            floor--;
        }
        return floor;
    }

    /** Two-sided; a mean without error differs from 0 unless it is 0. */
    private static double pValue(TDistribution t, double mean, double error) {
        if (mean == 0) {
            return 1;
        }
        return error > 0 ? 2 * t.cumulativeProbability(-Math.abs(mean) / error) : 0;
    }
}
