package io.plateau.graph.community;

import java.util.Arrays;

import io.plateau.statistics.random.SplitMix64;

/**
 * Lloyd's k-means from greedy k-means++ starts (Arthur and Vassilvitskii 2007, section 4: of several candidates for
 * each next centre the one that leaves the least inertia), then single points moved while that lowers the inertia
 * ({@link SingleMoves}); the restart of least inertia wins.
 */
final class KMeans {
    /** A bound only: Lloyd's iteration ends by itself, usually within ten. */
    private static final int MOST_ITERATIONS = 100;

    private final double[][] points;
    private final int clusters;
    private final int candidates;
    private final boolean singleMoves;

    /** @param points n, dimensions */
    KMeans(double[][] points, int clusters) {
        // As many candidates as scikit-learn tries.
        this(points, clusters, 2 + (int) Math.log(clusters), true);
    }

    /**
     * @param candidates for each centre of a start; with one it is plain k-means++
     * @param singleMoves whether single points move after Lloyd's iteration
     */
    KMeans(double[][] points, int clusters, int candidates, boolean singleMoves) {
        this.points = points;
        this.clusters = clusters;
        this.candidates = candidates;
        this.singleMoves = singleMoves;
    }

    /** Cluster of each point, 0 … clusters − 1; clusters may stay empty where points coincide. */
    int[] best(int restarts, SplitMix64 random) {
        int[] best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int restart = 0; restart < restarts; restart++) {
            int[] labels = lloyd(start(random));
            if (singleMoves) {
                new SingleMoves(points, clusters, labels).run();
            }
            double inertia = inertia(labels);
            // Not merely smaller: restarts that differ by rounding found the same clusters.
            if (best == null || inertia < least - 1e-12) {
                best = labels;
                least = inertia;
            }
        }
        return best;
    }

    private int[] lloyd(double[][] centres) {
        int[] labels = new int[points.length];
        double inertia = assign(centres, labels);
        for (int i = 0; i < MOST_ITERATIONS; i++) {
            recentre(centres, labels);
            double next = assign(centres, labels);
            if (next >= inertia) {
                break;
            }
            inertia = next;
        }
        return labels;
    }

    /** Sum of the squared distances of the points from their clusters' means. */
    private double inertia(int[] labels) {
        double[][] means = new double[clusters][points[0].length];
        recentre(means, labels);
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            sum += squaredDistance(points[i], means[labels[i]]);
        }
        return sum;
    }

    private double[][] start(SplitMix64 random) {
        double[][] centres = new double[clusters][];
        centres[0] = points[random.nextInt(points.length)].clone();
        double[] nearest = new double[points.length];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        nearest = nearest(nearest, centres[0]);
        for (int c = 1; c < clusters; c++) {
            double[] best = null;
            for (int candidate = 0; candidate < candidates; candidate++) {
                double[] centre = points[draw(nearest, random)];
                double[] left = nearest(nearest, centre);
                if (best == null || sum(left) < sum(best)) {
                    best = left;
                    centres[c] = centre.clone();
                }
            }
            nearest = best;
        }
        return centres;
    }

    /** A point, each with probability in proportion to its squared distance from the nearest centre. */
    private static int draw(double[] nearest, SplitMix64 random) {
        double left = random.nextDouble() * sum(nearest);
        int chosen = 0;
        while (chosen < nearest.length - 1 && left >= nearest[chosen]) {
            left -= nearest[chosen++];
        }
        return chosen;
    }

    /** Squared distances from the nearest centre when one more is added. */
    private double[] nearest(double[] before, double[] centre) {
        double[] after = new double[points.length];
        for (int i = 0; i < after.length; i++) {
            after[i] = Math.min(before[i], squaredDistance(points[i], centre));
        }
        return after;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private double assign(double[][] centres, int[] labels) {
        double inertia = 0;
        for (int i = 0; i < points.length; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < clusters; c++) {
                double distance = squaredDistance(points[i], centres[c]);
                if (distance < least) {
                    least = distance;
                    labels[i] = c;
                }
            }
            inertia += least;
        }
        return inertia;
    }

    /** Each centre moves to its points' mean; one without points stays where it is. */
    private void recentre(double[][] centres, int[] labels) {
        int[] size = new int[clusters];
        double[][] sums = new double[clusters][points[0].length];
        for (int i = 0; i < points.length; i++) {
            size[labels[i]]++;
            for (int d = 0; d < points[i].length; d++) {
                sums[labels[i]][d] += points[i][d];
            }
        }
        for (int c = 0; c < clusters; c++) {
            for (int d = 0; size[c] > 0 && d < sums[c].length; d++) {
                centres[c][d] = sums[c][d] / size[c];
            }
        }
    }

    static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            double difference = a[d] - b[d];
            sum += difference * difference;
        }
        return sum;
    }
}
