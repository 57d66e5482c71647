package io.plateau.graph.analysis;

import org.jgrapht.Graph;

import io.plateau.contracts.specification.GraphSpecification.Laplacian;
import io.plateau.contracts.specification.GraphSpecification.Objective;
import io.plateau.graph.community.Degrees;
import io.plateau.graph.community.Modularity;
import io.plateau.graph.community.Partition;
import io.plateau.graph.community.SignedLouvain;
import io.plateau.graph.community.SignedModularity;
import io.plateau.graph.community.SpectralClustering;
import io.plateau.graph.community.StrongestEdges;

/**
 * The communities of one neuron set's graph.
 *
 * @param neurons the set; vertex i is its i-th neuron
 * @param edges pairs with |w| above the threshold
 * @param negativeEdges those of them with w &lt; 0
 * @param signedModularity Q_signed (Eq. 7) of the best partition by the objective
 * @param modularity Q (Eq. 6, on |w|) of the same partition
 * @param partition the best partition
 * @param shareBest share of the Louvain runs that found it, 0 … 1
 * @param spectral Q_signed of the spectral partition for k = 2, 3, …, at most 8 and at most n; empty when n is
 *        below 2
 * @param degrees edges of each neuron in this graph
 * @param strongest edges for drawing
 */
public record SetAnalysis(int[] neurons, int edges, int negativeEdges, double signedModularity, double modularity,
        Partition partition, double shareBest, double[] spectral, Degrees degrees,
        StrongestEdges strongest) {

    public static final int SPECTRAL_FROM = 2;
    public static final int SPECTRAL_TO = 8;

    /**
     * @param graph of the set's neurons
     * @param runs of Louvain
     * @param seed of Louvain and k-means
     */
    public static <E> SetAnalysis of(int[] neurons, Graph<Integer, E> graph, Objective objective,
            Laplacian laplacian, int runs, long seed) {
        SignedLouvain.Best best = new SignedLouvain(graph, objective, runs, seed).best();
        int negative = 0;
        for (E edge : graph.edgeSet()) {
            negative += graph.getEdgeWeight(edge) < 0 ? 1 : 0;
        }
        SignedModularity signed = new SignedModularity(graph);
        return new SetAnalysis(neurons, graph.edgeSet().size(), negative, signed.modularity(best.partition()),
                new Modularity(graph).modularity(best.partition()), best.partition(), best.share(),
                spectral(graph, laplacian, signed, seed), Degrees.of(graph), StrongestEdges.of(graph));
    }

    /** What about the graph makes its values less than they seem, or null. */
    public String reason() {
        if (edges == 0) {
            return "no edge exceeds the threshold: the modularities are 0 and every neuron stands alone";
        }
        if (negativeEdges == 0) {
            return "no edge is negative: the negative term of the signed modularity is 0";
        }
        return negativeEdges == edges ? "no edge is positive: the positive term of the signed modularity is 0" : null;
    }

    /** The k of largest signed modularity, ties go to the smallest; 0 when there is none. */
    public int spectralBest() {
        int best = 0;
        for (int i = 0; i < spectral.length; i++) {
            if (best == 0 || spectral[i] > spectral[best - SPECTRAL_FROM] + 1e-12) {
                best = SPECTRAL_FROM + i;
            }
        }
        return best;
    }

    private static <E> double[] spectral(Graph<Integer, E> graph, Laplacian laplacian,
            SignedModularity signed, long seed) {
        int largest = Math.min(SPECTRAL_TO, graph.vertexSet().size());
        double[] values = new double[Math.max(0, largest - SPECTRAL_FROM + 1)];
        if (values.length == 0) {
            return values;
        }
        SpectralClustering.Spectrum spectrum = SpectralClustering.Spectrum.of(graph, laplacian);
        for (int i = 0; i < values.length; i++) {
            values[i] = signed.modularity(new SpectralClustering(spectrum, SPECTRAL_FROM + i, seed).partition());
        }
        return values;
    }
}
