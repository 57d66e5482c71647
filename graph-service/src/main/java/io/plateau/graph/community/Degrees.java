package io.plateau.graph.community;

import org.jgrapht.Graph;

/**
 * How many edges each vertex of a signed graph has.
 *
 * @param all n: edges of vertex i
 * @param negative n: those of them with a negative weight
 */
public record Degrees(int[] all, int[] negative) {

    public static Degrees of(SignedGraph graph) {
        Degrees degrees = new Degrees(new int[graph.vertices()], new int[graph.vertices()]);
        for (int i = 0; i < graph.vertices(); i++) {
            degrees.all[i] = graph.degree(i);
            for (int e = graph.offset()[i]; e < graph.offset()[i + 1]; e++) {
                degrees.negative[i] += graph.weight()[e] < 0 ? 1 : 0;
            }
        }
        return degrees;
    }

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

    /** Nothing is known of any vertex. */
    public static Degrees none() {
        return new Degrees(new int[0], new int[0]);
    }
}
