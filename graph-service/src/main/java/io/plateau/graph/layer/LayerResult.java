package io.plateau.graph.layer;

import java.util.List;
import java.util.stream.DoubleStream;

import io.plateau.graph.community.SignedLouvain;

/**
 * The layer's communities: the best of all runs, whichever replicas made them.
 *
 * @param best the runs that hold the best partition
 * @param runs how many were made
 * @param shareBest share of them that found its value, 0 … 1; null without a graph
 * @param enrichment of the plateau; null without a graph
 */
public record LayerResult(LayerRuns best, int runs, Double shareBest, Enrichment enrichment) {

    /**
     * @param parts in the order of their runs
     * @param plateau the plateau's own neurons, not the filled ones
     */
    public static LayerResult of(List<LayerRuns> parts, int[] plateau, int placements, long seed) {
        LayerRuns best = parts.get(0);
        for (LayerRuns part : parts) {
            // A part that could not be made stands for all: the layer is analysed as asked, or not.
            if (part.reason() != null) {
                return new LayerResult(part, 0, null, null);
            }
            best = part.objective() > best.objective() + SignedLouvain.SAME ? part : best;
        }
        double[] values = parts.stream().flatMapToDouble(part -> DoubleStream.of(part.values())).toArray();
        return new LayerResult(best, values.length, SignedLouvain.Best.share(best.objective(), values),
                Enrichment.of(best.membership(), plateau, placements, seed));
    }

    public String reason() {
        return best.reason() != null ? best.reason() : enrichment.reason();
    }
}
