package io.plateau.graph.community;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.jgrapht.Graph;

import io.plateau.graph.random.SplitMix64;

/**
 * Times Louvain on the load of one experiment, 3 groups × 101 sets × 100 runs of 20 neurons: the naive twin first
 * (on a part, scaled), then the fast version on two threads. Prints both and their ratio.
 */
public final class LouvainBenchmark {
    private static final int SETS = 303;
    private static final int RUNS = 100;
    private static final int NAIVE_RUNS = 2;

    private LouvainBenchmark() {
    }

    public static void main(String[] arguments) {
        List<Graph<Integer, Integer>> graphs = IntStream.range(0, SETS)
                .mapToObj(set -> TestGraphs.random(20, 0.5, -1, set)).toList();

        double naive = seconds(() -> {
            for (int set = 0; set < SETS; set++) {
                NaiveLouvain twin = new NaiveLouvain(TestGraphs.matrix(graphs.get(set)), Objective.SIGNED);
                for (int run = 0; run < NAIVE_RUNS; run++) {
                    twin.run(SplitMix64.of(set, "louvain run", run));
                }
            }
        }) * RUNS / NAIVE_RUNS;
        double fast = seconds(() -> fast(graphs, false));
        double parallel = seconds(() -> fast(graphs, true));

        System.out.printf(Locale.ROOT,
                "Louvain, %d sets x %d runs of 20 vertices: naive %.1f s (from %d runs a set), fast %.2f s (%.0f times),"
                        + " fast on all %d cores %.2f s%n",
                SETS, RUNS, naive, NAIVE_RUNS, fast, naive / fast, Runtime.getRuntime().availableProcessors(),
                parallel);
    }

    private static void fast(List<Graph<Integer, Integer>> graphs, boolean parallel) {
        IntStream sets = IntStream.range(0, SETS);
        (parallel ? sets.parallel() : sets)
                .forEach(set -> new SignedLouvain(graphs.get(set), Objective.SIGNED, RUNS, set).best());
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
