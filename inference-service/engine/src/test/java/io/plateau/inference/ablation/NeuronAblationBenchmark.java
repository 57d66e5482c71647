package io.plateau.inference.ablation;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import com.sun.management.OperatingSystemMXBean;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.model.Hooks;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Workers;

/**
 * Every neuron of the final MLP by moments, beside the residual delta at a published model's shape. The naive twin changes
 * the residual, normalises and unembeds per neuron; weights are random. Both in float32, both on all processors; the twin is timed on a slice
 * of neurons and scaled. The machine may be busy with other things: ratios are given of the wall clock and of the
 * processors' time.
 *
 * <p>Arguments: {@code pythia-410m} (the default), {@code gpt2-xl}, {@code llama-3.2-1b}, {@code qwen2.5-0.5b} or {@code tiny}, then positions (1,024).
 */
public final class NeuronAblationBenchmark {
    /** Share of pairs that the guard is set to refuse. */
    private static final double REFUSED = 0.004;
    /** What an experiment of the default tolerances comes to. */
    private static final int ORDER = 2;
    private static final int EXPERIMENT = 25_088;
    private static final int SLICE = 3;
    private static final int TURNS = 3;
    private static final OperatingSystemMXBean SYSTEM = ManagementFactory
            .getPlatformMXBean(OperatingSystemMXBean.class);

    /** Seconds of the clock and of the processors. */
    private record Cost(double wall, double processors) {
        static Cost of(Runnable work) {
            long wall = System.nanoTime();
            long processors = SYSTEM.getProcessCpuTime();
            work.run();
            return new Cost((System.nanoTime() - wall) / 1e9, (SYSTEM.getProcessCpuTime() - processors) / 1e9);
        }

        static Cost least(int times, Runnable work) {
            List<Cost> costs = IntStream.range(0, times).mapToObj(i -> of(work)).toList();
            return new Cost(costs.stream().mapToDouble(Cost::wall).min().orElseThrow(),
                    costs.stream().mapToDouble(Cost::processors).min().orElseThrow());
        }

        Cost least(Cost other) {
            return new Cost(Math.min(wall, other.wall), Math.min(processors, other.processors));
        }

        Cost times(double factor) {
            return new Cost(wall * factor, processors * factor);
        }

        Cost plus(Cost other) {
            return new Cost(wall + other.wall, processors + other.processors);
        }

        String over(Cost other) {
            return String.format(Locale.ROOT, "%.2f (processors' time: %.2f)", wall / other.wall,
                    processors / other.processors);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f s (processors' time: %.2f s)", wall, processors);
        }
    }

    private NeuronAblationBenchmark() {
    }

    public static void main(String[] arguments) {
        String name = arguments.length > 0 ? arguments[0] : "pythia-410m";
        int positions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_024;
        RandomFinalMlp.Size size = RandomFinalMlp.Size.of(name);
        int threads = Runtime.getRuntime().availableProcessors();
        System.out.printf(Locale.ROOT, "%s: %s, %d positions, %d threads, random weights%n", name, size, positions,
                threads);
        try (NDManager manager = NDManager.newBaseManager("PyTorch"); Workers workers = new Workers(threads)) {
            Transformer model = RandomFinalMlp.model(manager, size);
            AblationBlock block = RandomFinalMlp.block(manager, size, positions);
            double guard = guard(manager, model, block);
            run(manager, workers, size, model, block, guard);
        }
    }

    private static void run(NDManager manager, Workers workers, RandomFinalMlp.Size size, Transformer model,
            AblationBlock block,
            double guard) {
        LossChanges[] found = new LossChanges[1];
        NeuronDirections directions = new NeuronDirections(manager, model, 2L << 30, DataType.FLOAT32);
        // One pair of each neuron is compared with the closed form, as in an experiment of many blocks.
        Moments moments = new Moments(directions, workers, new Series(ORDER, guard), 1, 1);
        Cost first = Cost.of(() -> found[0] = moments.ablate(block));
        Cost again = Cost.least(2, () -> moments.ablate(block));
        System.out.printf(Locale.ROOT, "moments, order %d: first block %s, everything set up; then %s%n", ORDER, first,
                again);
        System.out.printf(Locale.ROOT, "  %.2f %% of the pairs in closed form, guard %.3f%n",
                100 * found[0].shareClosedForm(), guard);

        ResidualDelta naive = new ResidualDelta(model, DataType.FLOAT32);
        LossChanges[] slice = new LossChanges[1];
        Cost twin = Cost.of(() -> slice[0] = naive.ablate(block, 0, SLICE)).times((double) size.neurons() / SLICE);
        System.out.printf(Locale.ROOT, "residual delta: %s, from %d neurons of %d%n", twin, SLICE, size.neurons());
        System.out.printf(Locale.ROOT, "  largest difference of the two on these neurons %.1e nats, rms change %.1e%n",
                largestDifference(found[0], slice[0], size.neurons()), rms(slice[0], size.neurons()));
        System.out.printf(Locale.ROOT, "ratio at %d positions, set-up included: %s%n", block.positions(),
                twin.over(first));
        double blocks = (double) EXPERIMENT / block.positions();
        System.out.printf(Locale.ROOT, "ratio projected for %d positions: %s%n", EXPERIMENT,
                twin.times(blocks).over(first.plus(again.times(blocks - 1))));
        Cost products = products(manager, workers, size, block.positions());
        System.out.printf(Locale.ROOT, "matrix products alone %s; moments over them %s%n", products,
                again.over(products));
        Cost forward = forward(manager, size, model, block.positions());
        System.out.printf(Locale.ROOT, "forward pass %s (one layer, times %d); moments over it %s%n", forward,
                size.layers(), again.over(forward));
        boundOnTheRemainder(directions, workers, block, guard);
        effects(directions, workers, size, block, guard);
    }

    /** The same by the standard deviation alone, in turns, so that whatever else the machine does meets both. */
    private static void boundOnTheRemainder(NeuronDirections directions, Workers workers, AblationBlock block,
            double guard) {
        Series series = new Series(ORDER, guard);
        Moments bounded = new Moments(directions, workers, series, 0, 1);
        Moments unbounded = new Moments(directions, workers, series, 0, 1, null,
                MomentEffects.EVERY, deviation -> new Guard(ORDER, deviation, DataType.FLOAT32) {
                    @Override
                    boolean refuses(double found, double upper, double lower, double size) {
                        return !(found < deviation * deviation);
                    }
                });
        Cost with = new Cost(Double.MAX_VALUE, Double.MAX_VALUE);
        Cost without = with;
        LossChanges[] found = new LossChanges[1];
        for (int turn = 0; turn < TURNS; turn++) {
            without = without.least(Cost.of(() -> found[0] = unbounded.ablate(block)));
            with = with.least(Cost.of(() -> bounded.ablate(block)));
        }
        System.out.printf(Locale.ROOT,
                "  without the bound on the remainder %s, %.2f %% in closed form; with over without %s%n",
                without, 100 * found[0].shareClosedForm(), with.over(without));
    }

    /** The changes taken apart, beside the total effect alone, in turns. */
    private static void effects(NeuronDirections directions, Workers workers, RandomFinalMlp.Size size,
            AblationBlock block,
            double guard) {
        UnigramDirection unigram = UnigramDirection.of(
                IntStream.range(0, size.vocabulary()).mapToLong(v -> 1_000_000_000L / (v + 1)).toArray(),
                size.vocabulary());
        Series series = new Series(ORDER, guard);
        Moments total = new Moments(directions, workers, series, 1, 1);
        Moments apart = new Moments(directions, workers, series, 1, 1, unigram);
        Cost with = new Cost(Double.MAX_VALUE, Double.MAX_VALUE);
        Cost without = with;
        for (int turn = 0; turn < TURNS; turn++) {
            without = without.least(Cost.of(() -> total.ablate(block)));
            with = with.least(Cost.of(() -> apart.ablate(block)));
        }
        System.out.printf(Locale.ROOT, "  taken apart %s; over the total effect alone %s%n", with, with.over(without));
    }

    /** All products of one block of moments, on inputs of the same shapes and tiles. */
    private static Cost products(NDManager manager, Workers workers, RandomFinalMlp.Size size, int positions) {
        int rows = Math.min(positions, 256);
        int columns = 256;
        try (NDManager scratch = manager.newSubManager()) {
            NDArray residual = scratch.randomNormal(new Shape(rows, size.width()));
            NDArray unembedding = scratch.randomNormal(new Shape(size.vocabulary(), size.width()));
            NDArray unembeddingTransposed = unembedding.transpose();
            NDArray direction = scratch.randomNormal(new Shape(size.width(), size.neurons()));
            NDArray power = scratch.randomNormal(new Shape(columns, size.vocabulary())).transpose();
            NDArray single = scratch.randomNormal(new Shape(rows, size.vocabulary()));
            int tiles = positions / rows;
            return Cost.least(2, () -> {
                workers.forEach(tiles, t -> {
                    try (NDManager tile = scratch.newSubManager()) {
                        in(tile, residual).matMul(direction);
                        in(tile, residual).matMul(unembeddingTransposed);
                        for (int i = 0; i < ORDER; i++) {
                            in(tile, single).matMul(unembedding).matMul(direction);
                        }
                        in(tile, residual).matMul(direction);
                    }
                });
                for (int n = 0; n < size.neurons(); n += columns) {
                    workers.forEach(tiles, t -> {
                        try (NDManager tile = scratch.newSubManager()) {
                            in(tile, single).matMul(power);
                        }
                    });
                }
            });
        }
    }

    private static Cost forward(NDManager manager, RandomFinalMlp.Size size, Transformer model, int positions) {
        NDArray entry = manager
                .randomNormal(new Shape(positions / RandomFinalMlp.CONTEXT, RandomFinalMlp.CONTEXT, size.width()));
        Cost layer = Cost.least(2, () -> {
            try (NDManager scratch = manager.newSubManager()) {
                model.lastLayer().forward(in(scratch, entry), Hooks.NONE);
            }
        });
        Cost unembedding = Cost.least(2, () -> {
            try (NDManager scratch = manager.newSubManager()) {
                model.logits(in(scratch, entry));
            }
        });
        return layer.times(size.layers()).plus(unembedding);
    }

    /** The guard that refuses the share of pairs, found on the first positions. */
    private static double guard(NDManager manager, Transformer model, AblationBlock block) {
        NeuronDirections directions = new NeuronDirections(manager, model, 0, DataType.FLOAT32);
        try (NDManager scratch = manager.newSubManager()) {
            LogitChanges changes = LogitChanges.of(scratch, directions, block.rows(scratch, 0, 64));
            MomentTile tile = MomentTile.of(scratch, changes, directions, 3, null);
            float[][] variance = new float[1][];
            directions.forEachTile(3, neurons -> {
                if (neurons.from() == 0) {
                    variance[0] = tile.series(scratch, neurons).variance().toFloatArray();
                }
            });
            Arrays.sort(variance[0]);
            return Math.sqrt(variance[0][(int) ((1 - REFUSED) * variance[0].length)]);
        }
    }

    private static NDArray in(NDManager scratch, NDArray kept) {
        return NeuronDirections.view(scratch, kept);
    }

    private static double largestDifference(LossChanges found, LossChanges slice, int neurons) {
        return IntStream.range(0, found.delta().length).filter(i -> i % neurons < SLICE)
                .mapToDouble(i -> Math.abs(found.delta()[i] - slice.delta()[i])).max().orElseThrow();
    }

    private static double rms(LossChanges slice, int neurons) {
        return Math.sqrt(IntStream.range(0, slice.delta().length).filter(i -> i % neurons < SLICE)
                .mapToDouble(i -> (double) slice.delta()[i] * slice.delta()[i]).average().orElseThrow());
    }
}
