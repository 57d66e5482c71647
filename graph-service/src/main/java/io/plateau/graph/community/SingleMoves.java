package io.plateau.graph.community;

/**
 * Moves single points between the clusters of k-means until none lowers the inertia (Hartigan and Wong 1979). Lloyd's
 * iteration compares distances from means that the point itself has drawn near; the exact change counts that too: a
 * point at distance d from the mean of its cluster of n points takes n/(n − 1) d² away when it leaves, and at distance e
 * from the mean of another of m points adds m/(m + 1) e² when it joins. Every local optimum of these moves is one of
 * Lloyd's, not the other way round.
 */
final class SingleMoves {
    /** A move must gain more than rounding can fake; coordinates are those of unit vectors. */
    private static final double LEAST_GAIN = 1e-12;

    private final double[][] points;
    private final int[] labels;
    private final int[] size;
    private final double[][] mean;

    /** @param labels cluster of each point, 0 … clusters − 1; changed by {@link #run} */
    SingleMoves(double[][] points, int clusters, int[] labels) {
        this.points = points;
        this.labels = labels;
        size = new int[clusters];
        mean = new double[clusters][points[0].length];
        for (int i = 0; i < points.length; i++) {
            join(i, labels[i]);
        }
    }

    /** Moves each point in turn to the cluster of least cost until none moves; every move lowers the inertia, so it terminates. */
    void run() {
        for (int at = 0, still = 0; still < points.length; at = (at + 1) % points.length) {
            still = move(at) ? 0 : still + 1;
        }
    }

    private boolean move(int i) {
        int home = labels[i];
        if (size[home] == 1) {
            // Its cluster costs nothing, and no other could cost less.
            return false;
        }
        double leave = KMeans.squaredDistance(points[i], mean[home]) * size[home] / (size[home] - 1.0);
        int best = home;
        double least = leave - LEAST_GAIN;
        for (int c = 0; c < size.length; c++) {
            double join = KMeans.squaredDistance(points[i], mean[c]) * size[c] / (size[c] + 1.0);
            if (c != home && join < least) {
                best = c;
                least = join;
            }
        }
        if (best == home) {
            return false;
        }
        leave(i, home);
        join(i, best);
        return true;
    }

    private void leave(int i, int cluster) {
        size[cluster]--;
        for (int d = 0; d < points[i].length; d++) {
            mean[cluster][d] -= (points[i][d] - mean[cluster][d]) / size[cluster];
        }
    }

    private void join(int i, int cluster) {
        labels[i] = cluster;
        size[cluster]++;
        for (int d = 0; d < points[i].length; d++) {
            mean[cluster][d] += (points[i][d] - mean[cluster][d]) / size[cluster];
        }
    }
}
