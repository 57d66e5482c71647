package io.plateau.graph.community;

import java.util.Arrays;

import org.jgrapht.Graph;

/**
 * How many edges each vertex of a signed graph has.
 *
 * @param all n: edges of vertex i
 * @param negative n: those of them with a negative weight
 */
public record Degrees(int[] all, int[] negative) {

    /** @param graph without loops, vertices 0 … n − 1 */
    public static <E> Degrees of(Graph<Integer, E> graph) {
        int n = graph.vertexSet().size();
        Degrees degrees = new Degrees(new int[n], new int[n]);
        for (E edge : graph.edgeSet()) {
            int negative = graph.getEdgeWeight(edge) < 0 ? 1 : 0;
            for (int i : new int[]{graph.getEdgeSource(edge), graph.getEdgeTarget(edge)}) {
                degrees.all[i]++;
                degrees.negative[i] += negative;
            }
        }
        return degrees;
    }

    /** Edges of the graph. */
    public long edges() {
        return ends(all) / 2;
    }

    /** Edges of negative weight. */
    public long negativeEdges() {
        return ends(negative) / 2;
    }

    private static long ends(int[] degrees) {
        return Arrays.stream(degrees).asLongStream().sum();
    }

    /** Nothing is known of any vertex. */
    public static Degrees none() {
        return new Degrees(new int[0], new int[0]);
    }
}
