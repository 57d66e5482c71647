package io.plateau.graph.correlation;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Random;

/** Correlations of a layer's neurons tile by tile, beside pair by pair. */
public final class TiledCorrelationBenchmark {
    private static final int OBSERVATIONS = 1_000;
    private static final int NAIVE_NEURONS = 800;

    private TiledCorrelationBenchmark() {
    }

    public static void main(String[] arguments) {
        float[][] few = random(NAIVE_NEURONS);
        double[] sum = new double[1];
        seconds(() -> PearsonCorrelation.of(few));
        double naive = seconds(() -> PearsonCorrelation.of(few));
        for (int neurons : new int[]{NAIVE_NEURONS, 6_400}) {
            float[][] activations = random(neurons);
            double scaled = naive * Math.pow((double) neurons / NAIVE_NEURONS, 2);
            double tiled = seconds(() -> new TiledCorrelation(activations)
                    .forEachRow((i, from, to, values, at) -> sum[0] += values[at]));
            System.out.printf(Locale.ROOT,
                    "correlations of %d neurons over %d observations: naive %.2f s (from %d neurons, scaled), tiled"
                            + " %.2f s, %.1f times (checksum %.3f)%n",
                    neurons, OBSERVATIONS, scaled, NAIVE_NEURONS, tiled, scaled / tiled, sum[0]);
        }
    }

    private static float[][] random(int neurons) {
        Random random = new Random(1);
        float[][] activations = new float[neurons][OBSERVATIONS];
        for (float[] row : activations) {
            for (int p = 0; p < row.length; p++) {
                row[p] = (float) random.nextGaussian();
            }
        }
        return activations;
    }

    /** Of the processor. */
    private static double seconds(Runnable work) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
    }
}
