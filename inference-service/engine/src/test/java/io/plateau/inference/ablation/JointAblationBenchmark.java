package io.plateau.inference.ablation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Workers;
import io.plateau.statistics.random.SplitMix64;

/**
 * Sets of neurons ablated at once in closed form, beside the residual delta per set. Both in float32, both on all processors,
 * on random weights; the twin is timed on some of the sets and scaled.
 *
 * <p>Arguments: {@code tiny} (the default) or another shape of NeuronAblationBenchmark, then positions (1,024).
 */
public final class JointAblationBenchmark {
    /** As in the plan of an experiment: growing top ranks with controls of the same size. */
    private static final int[] DOSES = {1, 2, 5, 10, 20, 50, 77};
    private static final int SETS_OF_DOSE = 18;
    private static final int REPEATS = 5;

    private JointAblationBenchmark() {
    }

    public static void main(String[] arguments) {
        RandomFinalMlp.Size size = RandomFinalMlp.Size.of(arguments.length > 0 ? arguments[0] : "tiny");
        int positions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_024;
        int threads = Runtime.getRuntime().availableProcessors();
        List<NeuronSubset> sets = sets(size.neurons());
        List<NeuronSubset> slice = IntStream.range(0, DOSES.length).mapToObj(d -> sets.get(d * SETS_OF_DOSE)).toList();
        System.out.printf(Locale.ROOT, "%s, %d sets, %d positions, %d threads, random weights%n", size, sets.size(),
                positions, threads);
        try (NDManager manager = NDManager.newBaseManager("PyTorch"); Workers workers = new Workers(threads)) {
            Transformer model = RandomFinalMlp.model(manager, size);
            AblationBlock block = RandomFinalMlp.block(manager, size, positions);
            JointAblation joint = new JointAblation(
                    new NeuronDirections(manager, model, 0, DataType.FLOAT32), workers);
            ResidualDelta naive = new ResidualDelta(model, DataType.FLOAT32);
            joint.ablate(block, slice);
            double twin = Double.MAX_VALUE;
            double found = Double.MAX_VALUE;
            for (int turn = 0; turn < REPEATS; turn++) {
                found = Math.min(found, seconds(() -> joint.ablate(block, sets)));
                twin = Math.min(twin, seconds(() -> naive.ablate(block, slice)) * sets.size() / slice.size());
            }
            System.out.printf(Locale.ROOT, "closed form %.3f s, %.1f us for a set at a position%n", found,
                    found * 1e6 / sets.size() / positions);
            System.out.printf(Locale.ROOT, "residual delta %.3f s, from %d of the sets%nratio %.2f%n", twin,
                    slice.size(), twin / found);
            System.out.printf(Locale.ROOT, "largest difference %.1e nats%n",
                    difference(joint.ablate(block, slice), naive.ablate(block, slice)));
        }
    }

    private static List<NeuronSubset> sets(int neurons) {
        SplitMix64 random = SplitMix64.of(1, "sets of a benchmark");
        List<NeuronSubset> sets = new ArrayList<>();
        for (int dose : DOSES) {
            for (int i = 0; i < SETS_OF_DOSE; i++) {
                sets.add(NeuronSubset.of(IntStream.generate(() -> random.nextInt(neurons)).distinct().limit(dose)
                        .toArray()));
            }
        }
        return sets;
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double difference(float[] one, float[] other) {
        return IntStream.range(0, one.length).mapToDouble(i -> Math.abs(one[i] - other[i])).max().orElseThrow();
    }
}
