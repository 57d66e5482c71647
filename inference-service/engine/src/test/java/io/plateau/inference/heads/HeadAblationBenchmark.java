package io.plateau.inference.heads;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

import io.plateau.inference.model.HookPoint;
import io.plateau.inference.model.Residual;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Workers;

/**
 * Every head of the last quarter of 24 layers, beside a whole forward pass per head. The passes end at the final MLP, without
 * unembedding; weights are random. Checks that both agree, then prints seconds per head and the ratio.
 * Arguments: {@code small} (default) or {@code pythia-410m}, then {@code sequential} (default) or {@code parallel}. Last,
 * what the controls cost: the whole with 20 directions of either control beside one direction.
 */
public final class HeadAblationBenchmark {
    private static final Workers WORKERS = new Workers(2);
    private static final int LAYERS = 24;
    private static final int CONTEXTS = 4;
    private static final int NEURONS = 40;
    /** The twin is timed on a few heads, spread over the layers, and scaled: each of its passes costs the same. */
    private static final int TWIN_HEADS = 6;
    private static final int REPEATS = 3;
    private static final int MANY_DIRECTIONS = 20;
    /** Relative to the largest activation: float32 through 24 layers. */
    private static final double AGREEMENT = 1e-4;

    private final Transformer model;
    private final NDManager manager;
    private final int[][] contexts;
    private final List<Integer> layers;
    private final int[] neurons = IntStream.range(0, NEURONS).map(i -> 3 * i).toArray();

    private HeadAblationBenchmark(RandomModel shape, NDManager manager) {
        this.manager = manager;
        model = shape.create(manager);
        Random random = new Random(3);
        contexts = new int[CONTEXTS][];
        Arrays.setAll(contexts, k -> random.ints(shape.length(), 0, model.vocabulary()).toArray());
        List<Integer> reaching = IntStream.range(0, LAYERS).filter(model::reachesFinalMlp).boxed().toList();
        layers = reaching.subList(reaching.size() - (reaching.size() + 3) / 4, reaching.size());
    }

    public static void main(String[] arguments) {
        boolean pythia = Arrays.asList(arguments).contains("pythia-410m");
        Residual order = Arrays.asList(arguments).contains("parallel")
                ? Residual.PARALLEL
                : Residual.SEQUENTIAL;
        RandomModel shape = pythia
                ? new RandomModel(LAYERS, 16, 1_024, 256, order)
                : new RandomModel(LAYERS, 8, 256, 128, order);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            System.out.println(shape + ", " + CONTEXTS + " contexts, " + NEURONS + " neurons");
            new HeadAblationBenchmark(shape, manager).run();
        }
    }

    private void run() {
        Map<Target, float[]> fast = new HashMap<>();
        ablate(fast, 1);
        List<Target> heads = fast.keySet().stream().filter(t -> t.kind() == Target.Kind.HEAD).toList();
        List<Target> sample = IntStream.range(0, TWIN_HEADS)
                .mapToObj(i -> new Target(Target.Kind.HEAD, layers.get(i * layers.size() / TWIN_HEADS),
                        i % model.heads()))
                .toList();
        double twin = Double.MAX_VALUE;
        double ablator = Double.MAX_VALUE;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            // The twin first, so that it cannot suffer from what the other left in the caches.
            twin = Math.min(twin, seconds(() -> sample.forEach(this::naive)) / sample.size());
            ablator = Math.min(ablator, seconds(() -> ablate(null, 1)) / heads.size());
        }
        double many = seconds(() -> ablate(null, MANY_DIRECTIONS));
        double worst = sample.stream().mapToDouble(t -> difference(naive(t), fast.get(t))).max().orElseThrow();
        System.out.printf(Locale.ROOT, "  %d heads of layers %s: forward pass per head %.4f s, restarted and batched"
                + " %.4f s per head, baseline pass, whole layers and controls included: %.1f×%n", heads.size(), layers,
                twin, ablator, twin / ablator);
        System.out.printf(Locale.ROOT, "  %d directions of either control instead of 1: %.2f× the time%n",
                MANY_DIRECTIONS,
                many / (ablator * heads.size()));
        System.out.printf(Locale.ROOT, "  largest difference of %d heads %.1e of the largest activation%n",
                sample.size(), worst);
        if (!(worst < AGREEMENT)) {
            throw new IllegalStateException("the two disagree by more than " + AGREEMENT);
        }
    }

    private void ablate(Map<Target, float[]> into, int directions) {
        try (NDManager call = manager.newSubManager()) {
            new HeadAblator(model, HeadMode.ZERO, WORKERS).run(call, contexts, layers, neurons, null, 1, directions,
                    (target, activations) -> {
                        if (into != null) {
                            into.put(target, activations);
                        }
                    });
        }
    }

    private float[] naive(Target target) {
        float[][] found = new float[1][];
        try (NDManager call = manager.newSubManager()) {
            model.forward(model.embed(call, contexts), 0, (point, layer, value) -> {
                if (point == HookPoint.HEAD_OUTPUT && layer == target.layer()) {
                    NDArray changed = value.duplicate();
                    changed.set(new NDIndex(":, {}", target.head()), 0);
                    return changed;
                }
                if (point == HookPoint.MLP_ACTIVATION && layer == LAYERS - 1) {
                    found[0] = value.get(new NDIndex(":, :, {}", TargetPositions.index(value.getManager(), neurons)))
                            .toFloatArray();
                }
                return value;
            });
        }
        return found[0];
    }

    private static double difference(float[] a, float[] b) {
        double largest = 0;
        double scale = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
            scale = Math.max(scale, Math.abs(a[i]));
        }
        return a.length == b.length ? largest / scale : Double.NaN;
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
