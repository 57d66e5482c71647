package io.plateau.graph.layer;

import io.plateau.contracts.specification.GraphSpecification.Objective;
import io.plateau.graph.community.Degrees;
import io.plateau.graph.community.Modularity;
import io.plateau.graph.community.SignedLouvain;
import io.plateau.graph.community.SignedModularity;
import io.plateau.graph.community.StrongestEdges;

/**
 * Some of the seeded runs of Louvain on the layer's graph.
 *
 * @param firstRun number of the first of them
 * @param edges pairs with |w| above the threshold
 * @param negativeEdges those of them with w &lt; 0
 * @param constantNeurons neurons whose activation never varies
 * @param bytes that it took
 * @param values objective of each run; empty where there is no graph
 * @param membership community of each neuron in the best of the runs; empty where there is no graph
 * @param degrees edges of each neuron; empty where there is no graph
 * @param strongest edges for drawing; none in runs that were read back
 * @param signedModularity Q_signed (Eq. 7) of that partition
 * @param modularity Q (Eq. 6, on |w|) of that partition
 * @param reason why there is no graph, or null
 */
public record LayerRuns(int firstRun, long edges, int negativeEdges, int constantNeurons, long bytes, double[] values,
        int[] membership, Degrees degrees, StrongestEdges strongest, double signedModularity, double modularity,
        String reason) {

    /**
     * @param graph of the layer
     * @param firstRun of the runs
     * @param count how many, at least 1
     * @param seed of the layer's runs
     */
    public static LayerRuns of(LayerGraph graph, Objective objective, int firstRun, int count, long seed) {
        if (graph.graph() == null) {
            return new LayerRuns(firstRun, graph.edges(), 0, graph.constantNeurons(), graph.bytes(), new double[0],
                    new int[0], Degrees.none(), StrongestEdges.none(), 0, 0, graph.reason());
        }
        Degrees degrees = graph.graph().degrees();
        SignedLouvain.Best best = new SignedLouvain(graph.graph(), objective, count, seed).best(firstRun, count);
        return new LayerRuns(firstRun, graph.edges(), (int) degrees.negativeEdges(), graph.constantNeurons(),
                graph.bytes(), best.values(), best.partition().membership(), degrees,
                firstRun == 0 ? StrongestEdges.of(graph.graph()) : StrongestEdges.none(),
                new SignedModularity(graph.graph()).modularity(best.partition()),
                new Modularity(graph.graph()).modularity(best.partition()), null);
    }

    /** The largest objective of the runs; negative infinity where there is none. */
    public double objective() {
        double best = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            best = Math.max(best, value);
        }
        return best;
    }
}
