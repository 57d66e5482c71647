package io.plateau.graph.layer;

import java.util.Arrays;
import java.util.function.Supplier;

import io.plateau.graph.community.DenseGraph;
import io.plateau.graph.community.SignedGraph;
import io.plateau.graph.community.SparseGraph;
import io.plateau.graph.correlation.TiledCorrelation;

/**
 * The correlation graph of all N neurons of a layer. Correlations are made twice, once to count the edges and once to
 * keep them: so the graph's size is known, and refused where it must be, before it is held.
 *
 * @param graph vertex i is neuron i; null where it would not fit
 * @param edges pairs with |w| above the threshold
 * @param constantNeurons neurons whose activation never varies; they have no edges
 * @param bytes that the activations, the tiles and the graph take together
 * @param reason why there is no graph, or null
 */
public record LayerGraph(SignedGraph graph, long edges, int constantNeurons, long bytes, String reason) {
    private static final long MEBIBYTE = 1L << 20;
    /** Rows of fewer bytes are kept however dense the graph is. */
    private static final long SMALL_ROWS = 8 * MEBIBYTE;
    /** What Louvain needs beside the graph: labels, sums and order of the vertices, and the aggregated levels. */
    private static final long LOUVAIN_BYTES_PER_NEURON = 256;

    /**
     * @param n neurons of the layer, N
     * @param observations P
     * @param read gives N, P activations; not asked where they alone would not fit
     * @param threshold an edge is kept where |w| is greater, strictly
     * @param limit most bytes that all of it may take
     */
    public static LayerGraph of(int n, int observations, Supplier<float[][]> read, double threshold, long limit) {
        long observed = observedBytes(n, observations);
        if (observed > limit) {
            return tooLarge(0, 0, observed, limit, "at least ");
        }
        TiledCorrelation correlation = new TiledCorrelation(read.get());
        int[] degree = new int[n];
        long[] edges = new long[1];
        correlation.forEachRow((i, from, to, values, at) -> {
            for (int j = from; j < to; j++) {
                if (Math.abs(values[at + j - from]) > threshold) {
                    degree[i]++;
                    degree[j]++;
                    edges[0]++;
                }
            }
        });
        long bytes = observed + graphBytes(n, edges[0]);
        if (bytes > limit) {
            return tooLarge(edges[0], correlation.constant(), bytes, limit, "");
        }
        SignedGraph graph = isDense(n, edges[0])
                ? dense(correlation, n, threshold)
                : sparse(correlation, degree, threshold);
        return new LayerGraph(graph, edges[0], correlation.constant(), bytes, null);
    }

    /** Bytes of the activations and of what their correlation needs. */
    public static long observedBytes(int neurons, int observations) {
        return 4L * neurons * observations + TiledCorrelation.bytes(neurons);
    }

    /** Bytes of the graph, in rows or as a matrix, and of Louvain on it. */
    public static long graphBytes(int neurons, long edges) {
        return (isDense(neurons, edges) ? DenseGraph.bytes(neurons) : SparseGraph.bytes(neurons, edges))
                + LOUVAIN_BYTES_PER_NEURON * neurons;
    }

    /** From an eighth of all pairs on the matrix is the smaller, but rows are the faster and keep more digits. */
    private static boolean isDense(int neurons, long edges) {
        return SparseGraph.bytes(neurons, edges) > Math.max(SMALL_ROWS, DenseGraph.bytes(neurons));
    }

    private static SignedGraph dense(TiledCorrelation correlation, int n, double threshold) {
        DenseGraph graph = new DenseGraph(n);
        correlation.forEachRow((i, from, to, values, at) -> {
            for (int j = from; j < to; j++) {
                double w = values[at + j - from];
                if (Math.abs(w) > threshold) {
                    graph.connect(i, j, w);
                }
            }
        });
        return graph;
    }

    private static SignedGraph sparse(TiledCorrelation correlation, int[] degree, double threshold) {
        int n = degree.length;
        int[] offset = new int[n + 1];
        for (int i = 0; i < n; i++) {
            offset[i + 1] = offset[i] + degree[i];
        }
        int[] column = new int[offset[n]];
        float[] weight = new float[offset[n]];
        int[] next = Arrays.copyOf(offset, n);
        correlation.forEachRow((i, from, to, values, at) -> {
            for (int j = from; j < to; j++) {
                double w = values[at + j - from];
                if (Math.abs(w) > threshold) {
                    column[next[i]] = j;
                    weight[next[i]++] = (float) w;
                    column[next[j]] = i;
                    weight[next[j]++] = (float) w;
                }
            }
        });
        return new SparseGraph(offset, column, weight);
    }

    private static LayerGraph tooLarge(long edges, int constant, long bytes, long limit, String atLeast) {
        return new LayerGraph(null, edges, constant, bytes,
                "the layer's graph" + (edges > 0 ? " of " + edges + " edges" : "") + " needs " + atLeast
                        + (bytes + MEBIBYTE - 1) / MEBIBYTE + " MiB; this service may use " + limit / MEBIBYTE
                        + " MiB for it: raise graph.threshold, or plateau.graph.layer-memory-mib and the heap");
    }
}
