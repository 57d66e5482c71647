package io.plateau.graph.community;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.jgrapht.Graph;

import io.plateau.contracts.specification.GraphSpecification.Objective;
import io.plateau.statistics.random.SplitMix64;

/**
 * Louvain on one experiment's sets and on whole layers, beside its naive twin. The twin runs first: on the load of one experiment, 3 groups × 101 sets × 100 runs of
 * 20 neurons, and on the graphs of whole layers. The twin does a smaller piece of the same work, scaled: it computes
 * the objective from its definition, O(n²), for each of n candidates of each of n vertices, and so is scaled by n⁴
 * where n differs. Seconds are those of the processor, beside them those of the clock.
 */
public final class LouvainBenchmark {
    private static final int SETS = 303;
    private static final int RUNS = 100;
    private static final int NAIVE_RUNS = 2;
    private static final int NAIVE_VERTICES = 40;
    private static final int REPETITIONS = 5;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private LouvainBenchmark() {
    }

    private record Seconds(double processor, double clock) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3f s (clock %.3f s)", processor, clock);
        }
    }

    public static void main(String[] arguments) {
        sets();
        starts();
        double naive = naiveLayer();
        layer(768, 48_000, naive);
        layer(6_400, 4_000_000, naive);
        whole(6_400, naive);
    }

    private static void sets() {
        List<Graph<Integer, Integer>> graphs = IntStream.range(0, SETS)
                .mapToObj(set -> TestGraphs.random(20, 0.5, -1, set)).toList();
        Seconds part = time(() -> {
            for (int set = 0; set < SETS; set++) {
                NaiveLouvain twin = new NaiveLouvain(TestGraphs.matrix(graphs.get(set)), Objective.SIGNED);
                for (int run = 0; run < NAIVE_RUNS; run++) {
                    twin.run(set, run);
                }
            }
        });
        double naive = part.processor() * RUNS / NAIVE_RUNS;
        Seconds fast = time(() -> fast(graphs, false));
        Seconds parallel = time(() -> fast(graphs, true));
        System.out.printf(Locale.ROOT,
                "%d sets x %d runs of 20 vertices: naive %.1f s (%d runs a set, scaled), fast %s, %.0f times;"
                        + " on %d cores clock %.3f s%n",
                SETS, RUNS, naive, NAIVE_RUNS, fast, naive / fast.processor(),
                Runtime.getRuntime().availableProcessors(),
                parallel.clock());
    }

    /** Cost of a run from a random partition relative to one from single vertices, after a warm-up round. */
    private static void starts() {
        List<SignedLouvain> louvains = IntStream.range(0, SETS)
                .mapToObj(set -> new SignedLouvain(TestGraphs.random(20, 0.5, -1, set), Objective.SIGNED, RUNS, set))
                .toList();
        double[] seconds = new double[2];
        for (int round = 0; round < 2; round++) {
            for (int kind = 0; kind < 2; kind++) {
                int[] runs = runs(kind == 0);
                seconds[kind] = time(() -> louvains.forEach(louvain -> {
                    for (int run : runs) {
                        louvain.best(run, 1);
                    }
                })).processor() / SETS / runs.length;
            }
        }
        System.out.printf(Locale.ROOT, "one run of 20 vertices: from single vertices %.2f µs, from a random partition"
                + " %.2f µs, %.2f times%n", 1e6 * seconds[0], 1e6 * seconds[1], seconds[1] / seconds[0]);
    }

    private static int[] runs(boolean singleVertices) {
        return IntStream.range(0, RUNS).filter(run -> singleVertices == IntStream
                .of(SignedLouvain.start(run, 20, new SplitMix64(run))).distinct().count() > 19).toArray();
    }

    /** Seconds of the twin for one run on a small layer. */
    private static double naiveLayer() {
        SignedGraph graph = TestGraphs.layer(NAIVE_VERTICES, 0.2, 1);
        double[][] matrix = new double[NAIVE_VERTICES][NAIVE_VERTICES];
        for (int i = 0; i < NAIVE_VERTICES; i++) {
            double[] row = matrix[i];
            graph.forEachNeighbour(i, (neighbour, weight) -> row[neighbour] = weight);
        }
        NaiveLouvain twin = new NaiveLouvain(matrix, Objective.SIGNED);
        return time(() -> IntStream.range(0, REPETITIONS)
                .forEach(run -> twin.run(1, run))).processor() / REPETITIONS;
    }

    /** In rows and as a matrix, which a large layer's graph is from an eighth of all pairs on. */
    private static void layer(int vertices, int edges, double naiveSmall) {
        double pairs = vertices * (vertices - 1) / 2.0;
        SparseGraph rows = TestGraphs.layer(vertices, edges / pairs, 1);
        DenseGraph matrix = new DenseGraph(vertices);
        for (int i = 0; i < vertices; i++) {
            int vertex = i;
            rows.forEachNeighbour(i, (neighbour, weight) -> matrix.connect(vertex, neighbour, weight));
        }
        double naive = naiveSmall * Math.pow((double) vertices / NAIVE_VERTICES, 4);
        layer("rows", rows, naive);
        layer("a matrix", matrix, naive);
    }

    private static void layer(String form, SignedGraph graph, double naive) {
        Seconds first = time(() -> new SignedLouvain(graph, Objective.SIGNED, 1, 1).best());
        Seconds more = time(() -> new SignedLouvain(graph, Objective.SIGNED, REPETITIONS, 2).best());
        System.out.printf(Locale.ROOT,
                "one run on %d vertices and %d edges in %s: naive %.3g s (from %d vertices, scaled), fast %.3f s"
                        + " (clock %.3f s), %.2g times; the first run, not yet compiled, %s%n",
                graph.vertices(), graph.degrees().edges(), form, naive, NAIVE_VERTICES,
                more.processor() / REPETITIONS, more.clock() / REPETITIONS,
                naive / (more.processor() / REPETITIONS), first);
    }

    /** Every pair an edge, as in a layer's graph with a threshold near 0: a matrix. */
    private static void whole(int vertices, double naiveSmall) {
        SplitMix64 random = new SplitMix64(1);
        DenseGraph graph = new DenseGraph(vertices);
        for (int i = 0; i < vertices; i++) {
            for (int j = i + 1; j < vertices; j++) {
                graph.connect(i, j, (i % 20 == j % 20 ? 0.05 : 0) + 0.2 * random.nextDouble() - 0.1);
            }
        }
        double naive = naiveSmall * Math.pow((double) vertices / NAIVE_VERTICES, 4);
        Seconds seconds = time(() -> new SignedLouvain(graph, Objective.SIGNED, 1, 2).best());
        System.out.printf(Locale.ROOT, "one run on %d vertices and all their %d edges: naive %.3g s, fast %s,"
                + " %.2g times; the graph has %d MiB%n", vertices, graph.degrees().edges(), naive, seconds,
                naive / seconds.processor(), DenseGraph.bytes(vertices) >> 20);
    }

    private static void fast(List<Graph<Integer, Integer>> graphs, boolean parallel) {
        IntStream sets = IntStream.range(0, SETS);
        (parallel ? sets.parallel() : sets)
                .forEach(set -> new SignedLouvain(graphs.get(set), Objective.SIGNED, RUNS, set).best());
    }

    private static Seconds time(Runnable work) {
        long clock = System.nanoTime();
        long processor = THREADS.getCurrentThreadCpuTime();
        work.run();
        return new Seconds((THREADS.getCurrentThreadCpuTime() - processor) / 1e9, (System.nanoTime() - clock) / 1e9);
    }
}
