package io.plateau.inference.ablation;

import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.model.TargetPositions;
import io.plateau.statistics.random.SplitMix64;

/**
 * The effects of a block from moments (deploy/science, Effects). Direct effect and frozen component have the order of the total effect
 * and cost no further product over the vocabulary per pair. Entropy and KL need two more at second order, E[l' B²] and E[v' B²]: these
 * corrections are computed at every sixteenth position, from a seeded offset, and count sixteen times there, so that sums over positions
 * are right on average and clustered standard errors contain what the sampling adds.
 */
public final class MomentEffects {
    /** Positions of which one has the corrections: together they then cost an eighth of a product over the vocabulary per pair. */
    public static final int EVERY = 16;

    private final NeuronDirections directions;
    private final UnigramDirection unigram;
    private final int order;
    private final int every;
    private final long seed;
    private final int all;
    private final NeuronEffects effects;
    private final NDArray direction;
    private final NDArray alongB;

    /** @param owner of what is kept for the block */
    MomentEffects(NDManager owner, NeuronDirections directions, UnigramDirection unigram, int order, int every,
            long seed, AblationBlock block) {
        this.directions = directions;
        this.unigram = unigram;
        this.order = order;
        this.every = every;
        this.seed = seed;
        this.all = block.neurons();
        this.effects = new NeuronEffects(block.positions() * all);
        this.direction = owner.create(unigram.direction()).toType(directions.precision(), false);
        NeuronDirections.Setup setup = directions.setup();
        NDArray column = direction.reshape(-1, 1);
        this.alongB = column.transpose().matMul(setup.unembedding()).matMul(setup.scaledTransposed());
    }

    NeuronEffects effects() {
        return effects;
    }

    /** @param first position of the tile in the block */
    Moments.Prepared prepare(NDManager owner, LogitChanges changes, int first) {
        int offset = SplitMix64.of(seed, "effect corrections", first).nextInt(every);
        int[] rows = IntStream.iterate(offset, p -> p < changes.positions(), p -> p + every).toArray();
        try (NDManager scratch = owner.newSubManager()) {
            EffectTile.Sampled sampled = rows.length == 0
                    ? null
                    : EffectTile.Sampled.of(scratch, changes, direction, rows);
            MomentTile moments = MomentTile.of(owner, changes, directions, order,
                    sampled == null ? null : sampled.stacked());
            return new Moments.Prepared(moments,
                    EffectTile.of(owner, moments, directions.setup(), direction, sampled),
                    PairEffects.over(owner, moments.changes(), unigram));
        }
    }

    /** Writes what the series says of all pairs of a tile of positions and a tile of neurons. */
    void write(NDManager scratch, EffectTile tile, MomentTile.Values found, int first, NeuronDirections.Tile neurons) {
        NDIndex columns = new NDIndex(":, {}:{}", neurons.from(), neurons.to());
        // Pair by pair: a chain of tensor operations would write and read them some forty times.
        Pairs series = new Pairs(doubles(found.r()), doubles(found.s()), doubles(found.change()),
                doubles(found.variance()), doubles(found.spread()),
                order == 2 ? null : doubles(found.third()), order == 2 ? null : doubles(found.cubed()));
        double[] targetB = doubles(tile.targetB().get(scratch, columns));
        double[] unigramB = doubles(tile.unigram().b().get(scratch, columns));
        double[] logProbabilityB = doubles(tile.logProbability().b().get(scratch, columns));
        double[] along = doubles(alongB.get(scratch, columns));
        double[] alongQ = doubles(tile.alongQ());
        double[] targetV = doubles(tile.targetV());
        double[] variance = doubles(tile.variance());
        double[] unigramQ = doubles(tile.unigram().q());
        double[] logProbabilityQ = doubles(tile.logProbability().q());
        int width = neurons.width();
        for (int p = 0, i = 0; p < alongQ.length; p++) {
            int to = (first + p) * all + neurons.from();
            for (int n = 0; n < width; n++, i++, to++) {
                double r = series.r[i];
                double s = series.s[i];
                // d has its component g along v.
                double g = r * alongQ[p] + s * along[n];
                double withV = r * unigramQ[p] + s * unigramB[i];
                double entropy = -(r * logProbabilityQ[p] + s * logProbabilityB[i] + series.variance[i] / 2
                        + (order == 2 ? 0 : series.third[i] / 3));
                effects.direct()[to] = (float) series.direct(i, s / (1 + r), targetB[i]);
                effects.withUnigramFrozen()[to] = (float) (series.change[i] + g * (targetV[p] - withV)
                        + g * g * variance[p] / 2);
                effects.entropyChange()[to] = (float) entropy;
                effects.unigramKlChange()[to] = (float) (-unigram.length() * withV - entropy);
            }
        }
        if (tile.sample() != null) {
            correct(scratch, tile, found.further(), new Terms(found.r(), found.s(), found.meanB(), columns), first,
                    neurons);
        }
    }

    /** P, neurons of a tile each; third and cubed null at order 2. */
    private record Pairs(double[] r, double[] s, double[] change, double[] variance, double[] spread, double[] third,
            double[] cubed) {
        double direct(int i, double scale, double target) {
            double found = scale * (scale * spread[i] / 2 - target);
            return cubed == null ? found : found + scale * scale * scale * cubed[i] / 6;
        }
    }

    private static double[] doubles(NDArray values) {
        return values.toType(DataType.FLOAT64, false).toDoubleArray();
    }

    /** P, neurons of a tile each. */
    private record Terms(NDArray r, NDArray s, NDArray meanB, NDIndex columns) {
        NDArray[] at(NDIndex rows) {
            return new NDArray[]{r.get(rows), s.get(rows), meanB.get(rows)};
        }
    }

    /** Terms with E[l' d'²] and E[v' d'²]; at order 3 also those in which the frozen component meets d' twice. */
    private void correct(NDManager scratch, EffectTile tile, NDArray squares, Terms terms, int first,
            NeuronDirections.Tile neurons) {
        EffectTile.Sample sample = tile.sample();
        int count = sample.rows().length;
        NDIndex rows = new NDIndex("{}", TargetPositions.index(scratch, sample.rows()));
        NDArray[] at = terms.at(rows);
        NDArray logProbability = second(at, squares.get(scratch, new NDIndex("0:{}", count)), sample.logProbability(),
                tile.logProbability().b().get(scratch, rows).get(terms.columns), scratch, terms.columns);
        NDArray withV = second(at, squares.get(scratch, new NDIndex("{}:{}", count, 2 * count)), sample.unigram(),
                tile.unigram().b().get(scratch, rows).get(terms.columns), scratch, terms.columns);
        NDArray entropy = logProbability.mul(-0.5 * every);
        NDArray kl = withV.mul(-0.5 * every * unigram.length()).subi(entropy);
        add(entropy, effects.entropyChange(), first, sample.rows(), neurons);
        add(kl, effects.unigramKlChange(), first, sample.rows(), neurons);
        if (order > 2) {
            NDArray g = at[0].mul(tile.alongQ().get(scratch, rows))
                    .addi(at[1].mul(alongB.get(scratch, terms.columns)));
            NDArray twice = at[0].mul(sample.twice().q())
                    .addi(at[1].mul(sample.twice().b().get(scratch, terms.columns)));
            NDArray frozen = twice.sub(g.mul(sample.cubed()).divi(3)).muli(g).subi(withV).muli(g).muli(0.5 * every);
            add(frozen, effects.withUnigramFrozen(), first, sample.rows(), neurons);
        }
    }

    /** E[f d'²] = r² E[f q²] + 2 r s E[f q B'] + s² (E[f B²] − 2 E[B] E[f B']), E[f] = 0. */
    private static NDArray second(NDArray[] at, NDArray squares, EffectTile.Factor withQ, NDArray withB,
            NDManager scratch, NDIndex columns) {
        NDArray r = at[0];
        NDArray s = at[1];
        NDArray meanB = at[2];
        NDArray ofB = squares.sub(meanB.mul(withB).muli(2));
        NDArray ofQ = s.mul(withQ.b().get(scratch, columns)).muli(2).addi(r.mul(withQ.q()));
        return s.square().muli(ofB).addi(ofQ.muli(r));
    }

    /** Writes the pairs that the series is not used for, their total effects too. */
    void writeExactly(PairEffects exact, NeuronDirections.Tile neurons, int[] pairs, float[] total, int first) {
        int[] to = new int[pairs.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = first * all + pairs[i];
        }
        exact.of(neurons, pairs, total, effects, to);
    }

    private void add(NDArray values, float[] into, int first, int[] rows, NeuronDirections.Tile neurons) {
        float[] found = values.toType(DataType.FLOAT32, false).toFloatArray();
        int width = neurons.width();
        for (int i = 0; i < rows.length; i++) {
            for (int n = 0; n < width; n++) {
                into[(first + rows[i]) * all + neurons.from() + n] += found[i * width + n];
            }
        }
    }
}
