package io.plateau.graph.community;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

import org.jgrapht.Graph;

/**
 * The edges of a graph with the largest |w|, for drawing: of millions a picture shows some.
 *
 * @param edges the strongest first; of equal ones that of the smaller vertices
 */
public record StrongestEdges(List<Edge> edges) {
    /** Of a picture. */
    public static final int MOST = 2_000;
    private static final Comparator<Edge> STRONGEST_FIRST = Comparator
            .comparingDouble((Edge edge) -> -Math.abs(edge.weight)).thenComparingInt(Edge::first)
            .thenComparingInt(Edge::second);

    /** @param first the smaller vertex */
    public record Edge(int first, int second, double weight) {
    }

    public static StrongestEdges none() {
        return new StrongestEdges(List.of());
    }

    public static StrongestEdges of(SignedGraph graph) {
        Strongest strongest = new Strongest();
        for (int i = 0; i < graph.vertices(); i++) {
            int vertex = i;
            graph.forEachNeighbour(i, (neighbour, weight) -> {
                if (neighbour > vertex) {
                    strongest.offer(vertex, neighbour, weight);
                }
            });
        }
        return strongest.edges();
    }

    public static <E> StrongestEdges of(Graph<Integer, E> graph) {
        Strongest strongest = new Strongest();
        for (E edge : graph.edgeSet()) {
            int source = graph.getEdgeSource(edge);
            int target = graph.getEdgeTarget(edge);
            strongest.offer(Math.min(source, target), Math.max(source, target), graph.getEdgeWeight(edge));
        }
        return strongest.edges();
    }

    /** The strongest of those offered so far, the weakest on top. */
    private static final class Strongest {
        private final PriorityQueue<Edge> kept = new PriorityQueue<>(STRONGEST_FIRST.reversed());

        void offer(int first, int second, double weight) {
            if (kept.size() == MOST && Math.abs(kept.peek().weight) > Math.abs(weight)) {
                return;
            }
            kept.add(new Edge(first, second, weight));
            if (kept.size() > MOST) {
                kept.remove();
            }
        }

        StrongestEdges edges() {
            return new StrongestEdges(kept.stream().sorted(STRONGEST_FIRST).toList());
        }
    }
}
