package io.plateau.inference.ablation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.parallel.Workers;

/**
 * Tier 2: the cumulant series of log E_pi exp(d) up to order 2 or 3, used where it is small and its remainder bounded. Pairs
 * that the guard refuses go to the closed form, and a seeded sample of the others is compared with it; a block whose sample
 * is above the tolerance is done again with a tighter guard.
 */
public final class Moments implements NeuronAblator {
    private static final int SAMPLE = 256;
    private static final double TIGHTER = 0.25;
    private static final double TIGHTEST = 1e-3;
    private final NeuronDirections directions;
    private final Workers workers;
    private final Series series;
    private final double tolerance;
    private final long seed;
    private final DoubleFunction<Guard> guards;

    /**
     * @param tolerance largest |error| of a sampled pair ÷ rms change of the block that is let through: a neuron's influence
     *        is a mean over many pairs, so that its relative error is smaller
     * @param seed of the sample of pairs
     */
    public Moments(NeuronDirections directions, Workers workers, Series series, double tolerance, long seed) {
        this(directions, workers, series, tolerance, seed,
                deviation -> new Guard(series.order(), deviation, directions.precision()));
    }

    /** @param guards by the standard deviation of d up to which they let the series be used */
    Moments(NeuronDirections directions, Workers workers, Series series, double tolerance, long seed,
            DoubleFunction<Guard> guards) {
        this.directions = directions;
        this.workers = workers;
        this.series = series;
        this.tolerance = tolerance;
        this.seed = seed;
        this.guards = guards;
    }

    @Override
    public LossChanges ablate(AblationBlock block) {
        double guard = series.guard();
        LossChanges found = new Run(block, guard).changes();
        // Also redone where the error is not a number. A guard of 0 sends every pair to the closed form: no error is left.
        while (!(found.sampledError() <= tolerance) && guard > 0) {
            guard = guard * TIGHTER < TIGHTEST ? 0 : guard * TIGHTER;
            found = new Run(block, guard).changes();
        }
        return found;
    }

    /** One pass over a block with one guard. Tiles write to disjoint parts of {@code delta}. */
    private final class Run {
        private final AblationBlock block;
        private final double deviation;
        private final Guard guard;
        private final int all;
        private final float[] delta;
        private final boolean[] sampled;
        private final AtomicLong closed = new AtomicLong();
        private final double[] largestError;

        Run(AblationBlock block, double deviation) {
            this.block = block;
            this.deviation = deviation;
            this.guard = guards.apply(deviation);
            this.all = block.neurons();
            this.delta = new float[block.positions() * all];
            this.largestError = new double[block.positions()];
            this.sampled = new boolean[delta.length];
            SplittableRandom random = new SplittableRandom(seed);
            IntStream.range(0, Math.min(SAMPLE, delta.length))
                    .forEach(i -> sampled[random.nextInt(delta.length)] = true);
        }

        LossChanges changes() {
            PositionTiles.forEach(workers, directions, block, series.order(),
                    (owner, changes) -> MomentTile.of(owner, changes, directions, series.order()), this::visit);
            double squares = 0;
            for (float change : delta) {
                squares += (double) change * change;
            }
            double rms = Math.sqrt(squares / Math.max(1, delta.length));
            double largest = Arrays.stream(largestError).max().orElse(0);
            return new LossChanges(delta, series.order(), deviation, (double) closed.get() / Math.max(1, delta.length),
                    largest == 0 ? 0 : largest / rms);
        }

        /** Writes the series' values, with the closed form in place of those that the guard refuses. */
        private void visit(NDManager scratch, MomentTile moments, int first, NeuronDirections.Tile neurons) {
            MomentTile.Values found = moments.series(scratch, neurons);
            float[] change = floats(found.change());
            boolean[] refused = refused(found, moments.changes(), neurons);
            int[] checked = new int[change.length];
            int count = 0;
            for (int i = 0; i < change.length; i++) {
                int at = at(first, i, neurons);
                delta[at] = change[i];
                if (refused[i] || sampled[at]) {
                    checked[count++] = i;
                }
            }
            int[] pairs = Arrays.stream(checked, 0, count).map(i -> at(0, i, neurons)).toArray();
            double[] exactly = PairLosses.over(scratch, moments.changes()).of(neurons, pairs);
            for (int j = 0; j < count; j++) {
                int i = checked[j];
                if (refused[i]) {
                    closed.incrementAndGet();
                    delta[at(first, i, neurons)] = (float) exactly[j];
                } else {
                    int position = first + i / neurons.width();
                    largestError[position] = Math.max(largestError[position], Math.abs(change[i] - exactly[j]));
                }
            }
        }

        /** By the ranges of d' = r q + s (B − E[B]): those of its two terms, added up. */
        private boolean[] refused(MomentTile.Values found, LogitChanges changes, NeuronDirections.Tile neurons) {
            float[] variance = floats(found.variance());
            float[] rs = floats(found.r());
            float[] ss = floats(found.s());
            float[] meanB = floats(found.meanB());
            float[] q = floats(changes.qRange());
            boolean[] refused = new boolean[variance.length];
            for (int i = 0; i < refused.length; i++) {
                int row = 2 * (i / neurons.width());
                int n = i % neurons.width();
                double least = rs[i] * q[rs[i] > 0 ? row : row + 1];
                double most = rs[i] * q[rs[i] > 0 ? row + 1 : row];
                double down = ss[i] * ((ss[i] > 0 ? neurons.least() : neurons.most())[n] - meanB[i]);
                double up = ss[i] * ((ss[i] > 0 ? neurons.most() : neurons.least())[n] - meanB[i]);
                refused[i] = guard.refuses(variance[i], most + up, -least - down,
                        Math.max(most, -least) + Math.max(up, -down));
            }
            return refused;
        }

        private static float[] floats(NDArray values) {
            return values.toType(DataType.FLOAT32, false).toFloatArray();
        }

        private int at(int first, int i, NeuronDirections.Tile neurons) {
            return (first + i / neurons.width()) * all + neurons.from() + i % neurons.width();
        }
    }
}
