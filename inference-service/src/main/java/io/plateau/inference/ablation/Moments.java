package io.plateau.inference.ablation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.parallel.Workers;

/**
 * Tier 2: the cumulant series of log E_pi exp(d) up to order 2 or 3, used where it is small. Pairs whose d has a standard
 * deviation above the guard go to the closed form, and a seeded sample of the others is compared with it; a block whose
 * sample is above the tolerance is done again with a tighter guard.
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

    /**
     * @param tolerance largest |error| of a sampled pair ÷ rms change of the block that is let through: a neuron's influence
     *        is a mean over many pairs, so that its relative error is smaller
     * @param seed of the sample of pairs
     */
    public Moments(NeuronDirections directions, Workers workers, Series series, double tolerance, long seed) {
        this.directions = directions;
        this.workers = workers;
        this.series = series;
        this.tolerance = tolerance;
        this.seed = seed;
    }

    @Override
    public LossChanges ablate(AblationBlock block) {
        double guard = series.guard();
        LossChanges found = new Run(block, guard).changes();
        while (found.sampledError() > tolerance) {
            // A guard of 0 sends every pair to the closed form, so the last try cannot be above the tolerance.
            guard = guard * TIGHTER < TIGHTEST ? 0 : guard * TIGHTER;
            found = new Run(block, guard).changes();
        }
        return found;
    }

    /** One pass over a block with one guard. Tiles write to disjoint parts of {@code delta}. */
    private final class Run {
        private final AblationBlock block;
        private final double guard;
        private final float limit;
        private final int all;
        private final float[] delta;
        private final boolean[] sampled;
        private final AtomicLong closed = new AtomicLong();
        private final double[] largestError;

        Run(AblationBlock block, double guard) {
            this.block = block;
            this.guard = guard;
            this.limit = (float) (guard * guard);
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
            return new LossChanges(delta, series.order(), guard, (double) closed.get() / Math.max(1, delta.length),
                    largest == 0 ? 0 : largest / rms);
        }

        /** Writes the series' values, with the closed form in place of those that the guard refuses. */
        private void visit(NDManager scratch, MomentTile moments, int first, NeuronDirections.Tile neurons) {
            NDArray[] found = moments.series(scratch, neurons);
            float[] change = floats(found[0]);
            float[] variance = floats(found[1]);
            int[] checked = new int[change.length];
            int count = 0;
            for (int i = 0; i < change.length; i++) {
                int at = at(first, i, neurons);
                delta[at] = change[i];
                if (refused(variance[i]) || sampled[at]) {
                    checked[count++] = i;
                }
            }
            int[] pairs = Arrays.stream(checked, 0, count).map(i -> at(0, i, neurons)).toArray();
            double[] exactly = PairLosses.over(scratch, moments.changes()).of(neurons, pairs);
            for (int j = 0; j < count; j++) {
                int i = checked[j];
                if (refused(variance[i])) {
                    closed.incrementAndGet();
                    delta[at(first, i, neurons)] = (float) exactly[j];
                } else {
                    int position = first + i / neurons.width();
                    largestError[position] = Math.max(largestError[position], Math.abs(change[i] - exactly[j]));
                }
            }
        }

        private static float[] floats(NDArray values) {
            return values.toType(DataType.FLOAT32, false).toFloatArray();
        }

        /** Also refuses a variance that is not a number. */
        private boolean refused(float variance) {
            return !(variance < limit);
        }

        private int at(int first, int i, NeuronDirections.Tile neurons) {
            return (first + i / neurons.width()) * all + neurons.from() + i % neurons.width();
        }
    }
}
