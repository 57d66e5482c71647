package io.plateau.graph.community;

import io.plateau.statistics.random.SplitMix64;

/**
 * One level of Louvain: vertices, in random order, move to the community of largest gain until none moves.
 *
 * <p>
 * Every community is a candidate, not only those of the neighbours, and so is an empty one: with negative edges a
 * vertex can gain by joining vertices it has no edge with, and by leaving for itself.
 */
final class LocalMoving {
    /** A move must gain more than rounding can fake, or two communities could exchange a vertex endlessly. */
    static final double LEAST_GAIN = 1e-12;

    private final ModularityMatrix matrix;
    private final int[] label;
    private final int[] size;
    private final double[] attracted;
    private final double[] repelled;
    /** Sum of A between the vertex at hand and each community. */
    private final double[] links;
    /** The non-empty communities in no order of meaning, and where each stands among them. */
    private final int[] occupied;
    private final int[] place;
    private int communities;
    /** Bounds of the vertices and of the communities, which no move crosses; null without bounds. */
    private final int[] bounds;
    private final int[] boundsOfCommunity;

    /** From every vertex alone. */
    LocalMoving(ModularityMatrix matrix) {
        this(matrix, alone(matrix.vertices));
    }

    /** @param start community labels 0 … n − 1 to start from; they are changed */
    LocalMoving(ModularityMatrix matrix, int[] start) {
        this(matrix, start, null);
    }

    /** From every vertex alone; vertices meet only where their bounds are equal. */
    static LocalMoving within(ModularityMatrix matrix, int[] bounds) {
        return new LocalMoving(matrix, alone(matrix.vertices), bounds);
    }

    private LocalMoving(ModularityMatrix matrix, int[] start, int[] bounds) {
        this.matrix = matrix;
        this.bounds = bounds;
        boundsOfCommunity = bounds == null ? null : new int[matrix.vertices];
        int n = matrix.vertices;
        label = start;
        size = new int[n];
        attracted = new double[n];
        repelled = new double[n];
        links = new double[n];
        occupied = new int[n];
        place = new int[n];
        for (int i = 0; i < n; i++) {
            join(i, start[i]);
        }
    }

    private static int[] alone(int n) {
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i;
        }
        return labels;
    }

    /** Community labels 0 … n − 1 of the vertices, after the last move. */
    int[] run(SplitMix64 random) {
        int[] order = alone(matrix.vertices);
        random.shuffle(order);
        // Once around without a move, wherever that began, nothing is left that would move.
        for (int at = 0, still = 0; still < order.length; at = at + 1 == order.length ? 0 : at + 1) {
            still = move(order[at]) ? 0 : still + 1;
        }
        return label;
    }

    /** The same after each vertex was visited once. */
    int[] runOnce(SplitMix64 random) {
        int[] order = alone(matrix.vertices);
        random.shuffle(order);
        for (int vertex : order) {
            move(vertex);
        }
        return label;
    }

    private boolean move(int i) {
        matrix.rows.gather(i, label, links);
        double attraction = matrix.attraction[i];
        double repulsion = matrix.repulsion[i];
        int home = label[i];
        double stay = links[home] - attraction * (attracted[home] - attraction)
                + repulsion * (repelled[home] - repulsion);
        links[home] = 0;
        int best = home;
        double bestGain = stay + LEAST_GAIN;
        for (int k = 0; k < communities; k++) {
            int c = occupied[k];
            double gain = links[c] - attraction * attracted[c] + repulsion * repelled[c];
            // Every neighbour's community is among the occupied: none is left uncleared.
            links[c] = 0;
            // Of equal gains the lowest label, so that the order of the list means nothing.
            if (c != home && (gain > bestGain || gain == bestGain && c < best) && isOpen(c, i)) {
                best = c;
                bestGain = gain;
            }
        }
        // Alone a vertex has nothing to gain or lose: worth it when every company costs.
        boolean leave = size[home] > 1 && bestGain < 0;
        if (leave) {
            best = empty();
        }
        if (best == home) {
            return false;
        }
        transfer(i, home, best);
        return true;
    }

    private boolean isOpen(int community, int vertex) {
        return bounds == null || boundsOfCommunity[community] == bounds[vertex];
    }

    private int empty() {
        int c = 0;
        while (size[c] > 0) {
            c++;
        }
        return c;
    }

    private void transfer(int i, int from, int to) {
        attracted[from] -= matrix.attraction[i];
        repelled[from] -= matrix.repulsion[i];
        if (--size[from] == 0) {
            // Exactly nothing: what rounding left would be inherited by the next vertex that settles here.
            attracted[from] = 0;
            repelled[from] = 0;
            int last = occupied[--communities];
            occupied[place[from]] = last;
            place[last] = place[from];
        }
        join(i, to);
    }

    private void join(int i, int to) {
        if (size[to]++ == 0) {
            place[to] = communities;
            occupied[communities++] = to;
            if (bounds != null) {
                boundsOfCommunity[to] = bounds[i];
            }
        }
        attracted[to] += matrix.attraction[i];
        repelled[to] += matrix.repulsion[i];
        label[i] = to;
    }
}
