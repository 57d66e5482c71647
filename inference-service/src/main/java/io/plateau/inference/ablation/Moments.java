package io.plateau.inference.ablation;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Tier 2: the cumulant series of log E_pi exp(d) up to order 2 or 3, used where it is small. Pairs whose d has a standard
 * deviation above the guard go to the closed form, and a seeded sample of the others is compared with it; a block whose
 * sample is above the tolerance is done again with a tighter guard.
 */
public final class Moments implements NeuronAblator {
    /** Largest |error| of a sampled pair ÷ rms change of the block that is let through. */
    static final double TOLERANCE = 0.02;
    private static final int SAMPLE = 256;
    private static final double TIGHTER = 0.25;
    private static final double TIGHTEST = 1e-3;
    private final NeuronDirections directions;
    private final int order;
    private final double guard;
    private final long seed;
    private final double tolerance;

    /** @param seed of the sample of pairs */
    public Moments(NeuronDirections directions, int order, double guard, long seed) {
        this(directions, order, guard, seed, TOLERANCE);
    }

    Moments(NeuronDirections directions, int order, double guard, long seed, double tolerance) {
        this.directions = directions;
        this.order = order;
        this.guard = guard;
        this.seed = seed;
        this.tolerance = tolerance;
    }

    @Override
    public LossChanges ablate(AblationBlock block) {
        double tight = guard;
        LossChanges found = new Run(block, tight).changes();
        while (found.sampledError() > tolerance) {
            // A guard of 0 sends every pair to the closed form, so the last try cannot be above the tolerance.
            tight = tight * TIGHTER < TIGHTEST ? 0 : tight * TIGHTER;
            found = new Run(block, tight).changes();
        }
        return found;
    }

    /** One pass over a block with one guard. */
    private final class Run {
        private final AblationBlock block;
        private final double limit;
        private final int neurons;
        private final float[] delta;
        private final boolean[] sampled;
        private long closed;
        private double largestError;

        Run(AblationBlock block, double limit) {
            this.block = block;
            this.limit = limit * limit;
            this.neurons = block.neurons();
            this.delta = new float[block.positions() * neurons];
            this.sampled = new boolean[delta.length];
            SplittableRandom random = new SplittableRandom(seed);
            IntStream.range(0, Math.min(SAMPLE, delta.length))
                    .forEach(i -> sampled[random.nextInt(delta.length)] = true);
        }

        LossChanges changes() {
            PositionTiles.forEach(directions, block, this::tile);
            double squares = 0;
            for (float change : delta) {
                squares += (double) change * change;
            }
            double rms = Math.sqrt(squares / Math.max(1, delta.length));
            return new LossChanges(delta, (double) closed / Math.max(1, delta.length),
                    largestError == 0 ? 0 : largestError / rms);
        }

        private void tile(LogitChanges changes, int first) {
            PairLosses exact = new PairLosses(changes);
            MomentTile moments = MomentTile.of(changes, directions, order);
            directions.forEachTile(true, tile -> {
                try (NDManager scratch = changes.q().getManager().newSubManager()) {
                    NDArray[] series = moments.series(scratch, tile);
                    place(series[0].toFloatArray(), series[1].toFloatArray(), tile, first, exact);
                }
            });
        }

        /** Writes the series' values, with the closed form in place of those that the guard refuses. */
        private void place(float[] change, float[] variance, NeuronDirections.Tile tile, int first, PairLosses exact) {
            int width = tile.to() - tile.from();
            int[] checked = IntStream.range(0, change.length)
                    .filter(i -> refused(variance[i]) || sampled[at(first, i, width, tile)]).toArray();
            for (int i = 0; i < change.length; i++) {
                delta[at(first, i, width, tile)] = change[i];
            }
            double[] exactly = exact.of(tile, IntStream.of(checked).map(i -> at(0, i, width, tile)).toArray());
            for (int j = 0; j < checked.length; j++) {
                int i = checked[j];
                if (refused(variance[i])) {
                    closed++;
                    delta[at(first, i, width, tile)] = (float) exactly[j];
                } else {
                    largestError = Math.max(largestError, Math.abs(change[i] - exactly[j]));
                }
            }
        }

        /** Also refuses a variance that is not a number. */
        private boolean refused(float variance) {
            return !(variance < limit);
        }

        private int at(int first, int i, int width, NeuronDirections.Tile tile) {
            return (first + i / width) * neurons + tile.from() + i % width;
        }
    }
}
