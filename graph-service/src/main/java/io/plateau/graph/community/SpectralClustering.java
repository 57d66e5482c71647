package io.plateau.graph.community;

import java.util.Arrays;

import org.jgrapht.Graph;
import org.jgrapht.alg.interfaces.ClusteringAlgorithm;

import io.plateau.contracts.specification.GraphSpecification.Laplacian;
import io.plateau.statistics.eigen.SymmetricEigen;
import io.plateau.statistics.random.SplitMix64;

/**
 * Spectral clustering (Ng, Jordan and Weiss 2002) on a normalised Laplacian: vertices are embedded by the eigenvectors
 * of its k smallest eigenvalues, scaled to unit length, and grouped by k-means. Vertices are 0 … n − 1; one without
 * edges has a zero row of the Laplacian.
 */
public final class SpectralClustering implements ClusteringAlgorithm<Integer> {
    private static final int RESTARTS = 20;

    private final Spectrum spectrum;
    private final int clusters;
    private final long seed;

    /**
     * The eigenvectors of one graph, which every k shares.
     *
     * @param vectors n, n: row i are vertex i's coordinates, by ascending eigenvalue
     */
    public record Spectrum(double[][] vectors) {

        public static <E> Spectrum of(Graph<Integer, E> graph, Laplacian kind) {
            int n = graph.vertexSet().size();
            if (n == 0) {
                return new Spectrum(new double[0][]);
            }
            return new Spectrum(SymmetricEigen.of(laplacian(graph, kind, n)).vectors());
        }

        /** n, k: the vertices in the first k eigenvectors, each scaled to unit length. */
        double[][] embedding(int dimensions) {
            return Arrays.stream(vectors).map(row -> unit(Arrays.copyOf(row, dimensions))).toArray(double[][]::new);
        }

        private static <E> double[][] laplacian(Graph<Integer, E> graph, Laplacian kind, int n) {
            EdgeWeights<E> weights = new EdgeWeights<>(graph);
            double[] degree = new double[n];
            for (E edge : graph.edgeSet()) {
                double weight = Math.abs(weights.of(edge));
                degree[graph.getEdgeSource(edge)] += weight;
                degree[graph.getEdgeTarget(edge)] += weight;
            }
            double[][] laplacian = new double[n][n];
            for (int i = 0; i < n; i++) {
                laplacian[i][i] = degree[i] > 0 ? 1 : 0;
            }
            for (E edge : graph.edgeSet()) {
                int i = graph.getEdgeSource(edge);
                int j = graph.getEdgeTarget(edge);
                double weight = weights.of(edge);
                double scaled = (kind == Laplacian.SIGNED ? weight : Math.abs(weight))
                        / (Math.sqrt(degree[i]) * Math.sqrt(degree[j]));
                if (degree[i] == 0 || degree[j] == 0) {
                    // Only weights of 0 meet here: such a vertex has no edge worth the name.
                    continue;
                }
                laplacian[i][j] -= scaled;
                laplacian[j][i] -= scaled;
            }
            return laplacian;
        }
    }

    /** @throws IllegalArgumentException when clusters is not 1 … n */
    public <E> SpectralClustering(Graph<Integer, E> graph, Laplacian laplacian, int clusters, long seed) {
        this(Spectrum.of(graph, laplacian), clusters, seed);
    }

    /** @throws IllegalArgumentException when clusters is not 1 … n */
    public SpectralClustering(Spectrum spectrum, int clusters, long seed) {
        if (clusters < 1 || clusters > spectrum.vectors.length) {
            throw new IllegalArgumentException(
                    "clusters is " + clusters + "; it must lie between 1 and the " + spectrum.vectors.length
                            + " vertices");
        }
        this.spectrum = spectrum;
        this.clusters = clusters;
        this.seed = seed;
    }

    @Override
    public Clustering<Integer> getClustering() {
        return partition().toClustering();
    }

    public Partition partition() {
        return Partition.ofLabels(new KMeans(spectrum.embedding(clusters), clusters).best(RESTARTS,
                SplitMix64.of(seed, "spectral clustering", clusters)));
    }

    private static double[] unit(double[] row) {
        double squares = 0;
        for (double value : row) {
            squares += value * value;
        }
        for (int k = 0; squares > 0 && k < row.length; k++) {
            row[k] /= Math.sqrt(squares);
        }
        return row;
    }
}
