package io.plateau.inference.ablation;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDManager;

import io.plateau.inference.parallel.Workers;

/**
 * Tier 2: the cumulant series of log E_pi exp(d) up to order 2 or 3, used where it is small and its remainder bounded. Pairs
 * that the guard refuses go to the closed form, and of the others a seeded sample is compared with it.
 */
public final class Moments implements NeuronAblator {
    private final NeuronDirections directions;
    private final Workers workers;
    private final Series series;
    private final int draws;
    private final long seed;
    private final UnigramDirection unigram;
    private final int every;
    private final DoubleFunction<Guard> guards;

    /** Of total effects alone, as below. */
    public Moments(NeuronDirections directions, Workers workers, Series series, int draws, long seed) {
        this(directions, workers, series, draws, seed, null);
    }

    /**
     * @param draws pairs of each neuron that are compared with the closed form, in each chunk of positions; 0: none
     * @param seed of the sample of pairs, and of the positions that have the effects' corrections
     * @param unigram by which the changes are taken apart; null: they are not
     */
    public Moments(NeuronDirections directions, Workers workers, Series series, int draws, long seed,
            UnigramDirection unigram) {
        this(directions, workers, series, draws, seed, unigram, MomentEffects.EVERY,
                deviation -> new Guard(series.order(), deviation, directions.precision()));
    }

    /**
     * @param every positions of which one has the effects' corrections
     * @param guards by the standard deviation of d up to which they let the series be used
     */
    Moments(NeuronDirections directions, Workers workers, Series series, int draws, long seed,
            UnigramDirection unigram, int every, DoubleFunction<Guard> guards) {
        this.directions = directions;
        this.workers = workers;
        this.series = series;
        this.draws = draws;
        this.seed = seed;
        this.unigram = unigram;
        this.every = every;
        this.guards = guards;
    }

    @Override
    public LossChanges ablate(AblationBlock block) {
        try (NDManager kept = block.residual().getManager().newSubManager()) {
            return new Run(block, unigram == null
                    ? null
                    : new MomentEffects(kept, directions, unigram, series.order(), every, seed, block)).changes();
        }
    }

    /**
     * A tile of positions.
     *
     * @param effects null where the changes are not taken apart
     * @param exact closed form of the effects; null likewise
     */
    record Prepared(MomentTile moments, EffectTile effects, PairEffects exact) {
    }

    /** One pass over a block. Tiles write to disjoint parts of {@code delta}. */
    private final class Run implements PositionTiles.Visitor<Prepared> {
        private final AblationBlock block;
        private final MomentEffects effects;
        private final Guard guard;
        private final int all;
        private final float[] delta;
        private final AtomicLong closed = new AtomicLong();
        private final int[] drawn;
        private final double[] errors;
        private final double[] largestError;
        private final int strata;
        private int stratum;
        private PositionTiles.Chunk chunk;
        private PairSample sample;

        Run(AblationBlock block, MomentEffects effects) {
            this.block = block;
            this.effects = effects;
            this.guard = guards.apply(series.guard());
            this.all = block.neurons();
            this.delta = new float[block.positions() * all];
            this.largestError = new double[block.positions()];
            this.strata = PositionTiles.chunks(directions, block);
            this.drawn = new int[strata * draws * all];
            this.errors = new double[drawn.length];
        }

        LossChanges changes() {
            PositionTiles.forEach(workers, directions, block, series.order(), (owner, changes, first) -> effects == null
                    ? new Prepared(MomentTile.of(owner, changes, directions, series.order(), null), null,
                            null)
                    : effects.prepare(owner, changes, first), this);
            double squares = 0;
            for (float change : delta) {
                squares += (double) change * change;
            }
            double rms = Math.sqrt(squares / Math.max(1, delta.length));
            double largest = Arrays.stream(largestError).max().orElse(0);
            return new LossChanges(delta, series.order(), series.guard(),
                    (double) closed.get() / Math.max(1, delta.length),
                    draws == 0 ? null : new SampledErrors(strata, draws, drawn, errors),
                    draws == 0 ? null : largest == 0 ? 0 : largest / rms, effects == null ? null : effects.effects());
        }

        @Override
        public void begin(PositionTiles.Chunk held, NeuronDirections.Tile neurons) {
            chunk = held;
            stratum = held.index();
            sample = new PairSample(draws, neurons.width(), held.tiles(), seed);
        }

        /** Writes the series' values, with the closed form in place of those that the guard refuses. */
        @Override
        public void visit(NDManager scratch, Prepared tile, int first, NeuronDirections.Tile neurons) {
            MomentTile moments = tile.moments;
            MomentTile.Values found = moments.series(scratch, neurons);
            float[] change = Guard.floats(found.change());
            float[] variance = Guard.floats(found.variance());
            boolean[] refused = guard.refused(found, variance, moments.changes(), neurons);
            double[] weights = new double[draws == 0 ? 0 : change.length];
            int[] exact = new int[change.length];
            int count = 0;
            for (int i = 0; i < change.length; i++) {
                delta[at(first, i, neurons)] = change[i];
                if (refused[i]) {
                    exact[count++] = i;
                } else if (draws > 0) {
                    double sd = Math.sqrt(Math.max(0, variance[i]));
                    weights[i] = sd * sd * sd;
                }
            }
            int[] pairs = Arrays.stream(exact, 0, count).map(i -> at(0, i, neurons)).toArray();
            if (effects == null) {
                double[] exactly = PairLosses.over(scratch, moments.changes()).of(neurons, pairs);
                for (int j = 0; j < count; j++) {
                    delta[at(first, exact[j], neurons)] = (float) exactly[j];
                }
            } else {
                effects.write(scratch, tile.effects, found, first, neurons);
                effects.writeExactly(tile.exact, neurons, pairs, delta, first);
            }
            closed.addAndGet(count);
            if (draws > 0) {
                sample.add(chunk.tile(first), first, neurons.from(), weights);
            }
        }

        /** Compares what was drawn of a tile of positions with the closed form. */
        @Override
        public void revisit(NDManager scratch, Prepared tile, int first, NeuronDirections.Tile neurons) {
            MomentTile moments = tile.moments;
            int[] position = sample.positions();
            int[] slots = IntStream.range(0, position.length).filter(slot -> position[slot] >= first
                    && position[slot] < first + moments.changes().positions()).toArray();
            if (slots.length == 0) {
                return;
            }
            int[] pairs = Arrays.stream(slots).map(slot -> (position[slot] - first) * all + neuron(slot, neurons))
                    .toArray();
            double[] exactly = PairLosses.over(scratch, moments.changes()).of(neurons, pairs);
            for (int j = 0; j < slots.length; j++) {
                int p = position[slots[j]];
                double error = delta[p * all + neuron(slots[j], neurons)] - exactly[j];
                int to = (stratum * draws + slots[j] / neurons.width()) * all + neuron(slots[j], neurons);
                errors[to] = error * sample.expansion(slots[j]);
                largestError[p] = Math.max(largestError[p], Math.abs(error));
            }
        }

        @Override
        public void end(PositionTiles.Chunk held, NeuronDirections.Tile neurons) {
            int[] position = sample.positions();
            for (int slot = 0; slot < position.length; slot++) {
                drawn[(stratum * draws + slot / neurons.width()) * all + neuron(slot, neurons)] = position[slot];
            }
        }

        private static int neuron(int slot, NeuronDirections.Tile neurons) {
            return neurons.from() + slot % neurons.width();
        }

        private int at(int first, int i, NeuronDirections.Tile neurons) {
            return (first + i / neurons.width()) * all + neurons.from() + i % neurons.width();
        }
    }
}
