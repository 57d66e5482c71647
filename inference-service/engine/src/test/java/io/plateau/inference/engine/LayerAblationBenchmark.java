package io.plateau.inference.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

import io.plateau.inference.ablation.RandomFinalMlp;
import io.plateau.inference.model.CrossEntropy;
import io.plateau.inference.model.HookPoint;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Workers;

/**
 * Every neuron of the second-to-last layer, run again from there on, beside a full forward pass per neuron; and those that a
 * first-order screening chooses beside all. Weights are random, in a published model's shape with layers that share them. One position
 * is ablated at a time, so that its twin is a pass per neuron and position; beside it stands a pass per neuron that ablates all positions of
 * a context at once, another quantity, whose cost per position is as small as that of passes can be. Twins are timed for a few neurons and
 * scaled. All on all processors.
 *
 * <p>Arguments: a shape of NeuronAblationBenchmark ({@code pythia-410m}), then positions of each context (5: 512 in 98 contexts) and contexts (4).
 */
public final class LayerAblationBenchmark {
    private static final int PASSES = 4;
    private static final int CHOSEN = 256;
    private static final int SAMPLED = 64;

    private LayerAblationBenchmark() {
    }

    public static void main(String[] arguments) {
        RandomFinalMlp.Size size = RandomFinalMlp.Size.of(arguments.length > 0 ? arguments[0] : "pythia-410m");
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int kept = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 4;
        int threads = Runtime.getRuntime().availableProcessors();
        System.out.printf(Locale.ROOT, "%s, %d contexts of %d positions, %d threads, random weights%n", size, kept,
                count, threads);
        try (NDManager manager = NDManager.newBaseManager("PyTorch"); Workers workers = new Workers(threads)) {
            Transformer model = RandomFinalMlp.layered(manager, size);
            int layer = size.layers() - 2;
            Random random = new Random(7);
            int[][] contexts = new int[kept][];
            Arrays.setAll(contexts, c -> random.ints(RandomFinalMlp.CONTEXT, 0, size.vocabulary()).toArray());
            int[][] targets = new int[kept][];
            Arrays.setAll(targets, c -> IntStream.range(0, count)
                    .map(i -> (i + 1) * (RandomFinalMlp.CONTEXT - 2) / count).toArray());
            LayerAblations ablations = new LayerAblations(manager, model, layer, workers,
                    new MemoryEstimate(model.shape(), threads, 0), MemoryLimit.of(EngineSettings.defaults(), false));
            Replacement zero = new Replacement.Constant(new double[size.neurons()]);
            int chosen = CHOSEN + SAMPLED;
            int[] exact = IntStream.range(0, chosen).map(i -> i * size.neurons() / chosen).toArray();
            float[] estimates = ablations.estimate(contexts, targets, zero);

            double all = seconds(() -> ablations.ablate(contexts, targets, zero, null));
            double screening = seconds(() -> ablations.estimate(contexts, targets, zero));
            double some = seconds(() -> ablations.ablateScreened(contexts, targets, zero, estimates, exact, null));
            double passes = seconds(() -> passes(manager, workers, model, layer, contexts[0])) / PASSES;
            double pairs = (double) kept * count * size.neurons();
            System.out.printf(Locale.ROOT, "run again from layer %d: %.2f s%n", layer, all);
            System.out.printf(Locale.ROOT,
                    "a forward pass per neuron and position: %.0f s, from %d passes; ratio %.0f%n",
                    passes * pairs, PASSES, passes * pairs / all);
            System.out.printf(Locale.ROOT, "a forward pass per neuron, all %d positions at once: %.2f s; ratio %.2f%n",
                    RandomFinalMlp.CONTEXT - 1, passes * pairs / (RandomFinalMlp.CONTEXT - 1),
                    passes * pairs / (RandomFinalMlp.CONTEXT - 1) / all);
            System.out.printf(Locale.ROOT, "screening %.2f s, then %d neurons %.2f s; ratio to all %.2f%n", screening,
                    chosen, some, all / (screening + some));
        }
    }

    private static Object passes(NDManager manager, Workers workers, Transformer model, int layer, int[] context) {
        int[][] contexts = {context};
        TargetPositions positions = TargetPositions.of(contexts,
                new int[][]{IntStream.range(0, context.length - 1).toArray()});
        float[][] losses = new float[PASSES][];
        workers.forEach(PASSES, n -> {
            try (NDManager call = manager.newSubManager()) {
                NDArray end = model.forward(model.embed(call, contexts), 0, (point, l, value) -> {
                    if (point == HookPoint.MLP_ACTIVATION && l == layer) {
                        value.set(new NDIndex(":, :, {}", n), 0);
                    }
                    return value;
                });
                losses[n] = CrossEntropy.of(model, positions.rowsOf(end), positions.next());
            }
        });
        return Arrays.stream(losses).mapToInt(l -> l.length).sum();
    }

    private static double seconds(Supplier<Object> work) {
        long start = System.nanoTime();
        work.get();
        return (System.nanoTime() - start) / 1e9;
    }
}
