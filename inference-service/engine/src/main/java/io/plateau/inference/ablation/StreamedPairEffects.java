package io.plateau.inference.ablation;

import java.nio.FloatBuffer;
import java.util.Arrays;

import io.plateau.inference.parallel.Cancellation;

/**
 * Pairs in float32 on a CPU: as {@link StreamedPairLosses}, with all effects from one pass over the vocabulary. With
 * y = exp(d') − 1, the new prediction is pi' = pi (1 + y) / (1 + E[y]); with l' = log pi − E[log pi] its entropy has changed by
 * log1p E[y] − (E[y l'] + E[d'] + E[y d']) / (1 + E[y]): small where the change is, and no difference of two entropies.
 */
final class StreamedPairEffects implements PairEffects {
    /** Columns at a time: all arrays of a pass fit the first cache. */
    private static final int WIDTH = 512;
    private final LogitChanges changes;
    private final PairEffects others;
    private final int neurons;
    private final int vocabulary;
    private final double length;
    private final float[] v;
    private final double largestV;
    private final float[] offset;
    private final FloatBuffer q;
    private final FloatBuffer pi;
    private final Expm1Mean total = new Expm1Mean(WIDTH);
    private final Expm1Mean direct = new Expm1Mean(WIDTH);
    private final Expm1Mean frozen = new Expm1Mean(WIDTH);
    private final float[] qs = new float[WIDTH];
    private final float[] bs = new float[WIDTH];
    private final float[] pis = new float[WIDTH];
    private final float[] withoutV = new float[WIDTH];
    private final float[] gained = new float[WIDTH];
    private final float[] withLogProbability = new float[WIDTH];
    private final float[] withV = new float[WIDTH];
    private final float[] withChange = new float[WIDTH];
    private final float[] change = new float[WIDTH];
    /** By position of the tile, as far as there were pairs. */
    private final Position[] positions;

    /** @param others takes the pairs in which a change of a logit is too large for this arithmetic */
    StreamedPairEffects(LogitChanges changes, UnigramDirection unigram, PairEffects others) {
        this.changes = changes;
        this.others = others;
        this.neurons = (int) changes.r().getShape().get(1);
        this.vocabulary = (int) changes.q().getShape().get(1);
        this.length = unigram.length();
        this.positions = new Position[changes.positions()];
        this.v = new float[vocabulary];
        for (int i = 0; i < vocabulary; i++) {
            v[i] = (float) unigram.direction()[i];
        }
        this.largestV = Arrays.stream(unigram.direction()).map(Math::abs).max().orElse(0);
        this.offset = new float[vocabulary];
        StreamedPairLosses.memory(changes.offset()).get(0, offset);
        this.q = StreamedPairLosses.memory(changes.q());
        this.pi = StreamedPairLosses.memory(changes.pi());
    }

    /**
     * @param index in the tile
     * @param alongQ q·v
     * @param meanLogit E[q + offset]
     * @param meanV E[v]
     */
    private record Position(int index, double alongQ, float meanLogit, float meanV) {
    }

    /**
     * @param row where the neuron's row of B begins
     * @param frozenScale c/sigma, the s of a frozen scale: s / (1 + r) = s sigma'/sigma
     * @param g component of d along v
     */
    private record Pair(Position position, int row, float r, float s, float meanB, float frozenScale, float g) {
    }

    @Override
    public void of(NeuronDirections.Tile tile, int[] pairs, float[] losses, NeuronEffects effects, int[] to) {
        FloatBuffer b = StreamedPairLosses.memory(tile.b());
        FloatBuffer r = StreamedPairLosses.memory(changes.r());
        FloatBuffer s = StreamedPairLosses.memory(changes.s());
        FloatBuffer meanB = StreamedPairLosses.memory(changes.meanB());
        double[] alongB = new double[tile.width()];
        Arrays.fill(alongB, Double.NaN);
        int[] left = new int[pairs.length];
        int count = 0;
        for (int i = 0; i < pairs.length; i++) {
            Cancellation.check();
            int pair = pairs[i];
            int neuron = pair % neurons - tile.from();
            if (Double.isNaN(alongB[neuron])) {
                alongB[neuron] = along(b, neuron * vocabulary);
            }
            Position position = position(pair / neurons);
            float scale = r.get(pair);
            float own = s.get(pair);
            // v sums to 0: what is taken out of B to centre it has no component along v.
            double g = scale * position.alongQ + own * alongB[neuron];
            Pair found = new Pair(position, neuron * vocabulary, scale, own, meanB.get(pair),
                    (float) (own / (1.0 + scale)), (float) g);
            double bound = StreamedPairLosses.bound(changes, tile, position.index, neuron, scale, own, found.meanB);
            if (passes(found, b, bound)) {
                write(found, b, losses, effects, to[i]);
            } else {
                left[count++] = i;
            }
        }
        if (count > 0) {
            int[] which = Arrays.copyOf(left, count);
            others.of(tile, Arrays.stream(which).map(i -> pairs[i]).toArray(), losses, effects,
                    Arrays.stream(which).map(i -> to[i]).toArray());
        }
    }

    private Position position(int index) {
        if (positions[index] == null) {
            double meanLogit = 0;
            double meanV = 0;
            int row = index * vocabulary;
            for (int i = 0; i < vocabulary; i++) {
                double weight = pi.get(row + i);
                meanLogit += weight * (q.get(row + i) + offset[i]);
                meanV += weight * v[i];
            }
            positions[index] = new Position(index, along(q, row), (float) meanLogit, (float) meanV);
        }
        return positions[index];
    }

    private double along(FloatBuffer rows, int row) {
        float[] sums = new float[WIDTH];
        for (int from = 0; from < vocabulary; from += WIDTH) {
            int width = Math.min(WIDTH, vocabulary - from);
            rows.get(row + from, bs, 0, width);
            System.arraycopy(v, from, withoutV, 0, width);
            Expm1Mean.addProducts(bs, withoutV, sums, width);
        }
        return Expm1Mean.sum(sums);
    }

    /** Leaves all sums of the pair; false where a change is too large. */
    private boolean passes(Pair pair, FloatBuffer b, double bound) {
        double ofDirect = bound / (1 + Math.min(0, pair.r));
        double ofFrozen = bound + Math.abs(pair.g) * largestV;
        if (Expm1Mean.isBounded(Math.max(ofDirect, ofFrozen))) {
            total.beginBounded(pair.r, pair.s, pair.meanB, bound);
            direct.beginBounded(0, pair.frozenScale, pair.meanB, ofDirect);
            frozen.beginBounded(1, pair.s, pair.meanB, ofFrozen);
            pass(pair, b);
            return true;
        }
        begin(pair, Expm1Mean.LEAST_DOUBLINGS);
        pass(pair, b);
        if (!total.reaches() || !direct.reaches() || !frozen.reaches()) {
            return false;
        }
        int needed = Math.max(total.doublingsNeeded(), Math.max(direct.doublingsNeeded(), frozen.doublingsNeeded()));
        if (needed > Expm1Mean.LEAST_DOUBLINGS) {
            begin(pair, needed);
            pass(pair, b);
        }
        return true;
    }

    private void begin(Pair pair, int doublings) {
        total.begin(pair.r, pair.s, pair.meanB, doublings);
        direct.begin(0, pair.frozenScale, pair.meanB, doublings);
        frozen.begin(1, pair.s, pair.meanB, doublings);
    }

    private void pass(Pair pair, FloatBuffer b) {
        for (float[] sums : new float[][]{withLogProbability, withV, withChange, change}) {
            Arrays.fill(sums, 0);
        }
        int row = pair.position.index * vocabulary;
        for (int from = 0; from < vocabulary; from += WIDTH) {
            int width = Math.min(WIDTH, vocabulary - from);
            q.get(row + from, qs, 0, width);
            b.get(pair.row + from, bs, 0, width);
            pi.get(row + from, pis, 0, width);
            total.add(qs, bs, pis, width);
            direct.add(qs, bs, pis, width);
            without(v, from, pair.g, qs, pair.r, withoutV, width);
            frozen.add(withoutV, bs, pis, width);
            products(pis, total.last(), gained, width);
            Expm1Mean.addProducts(gained, total.lastChanges(), withChange, width);
            Expm1Mean.addProducts(pis, total.lastChanges(), change, width);
            addCentred(gained, v, from, pair.position.meanV, withV, width);
            addCentred(gained, qs, offset, from, pair.position.meanLogit, withLogProbability, width);
        }
    }

    private static void without(float[] v, int from, float g, float[] q, float r, float[] difference, int width) {
        for (int i = 0; i < width; i++) {
            difference[i] = r * q[i] - g * v[from + i];
        }
    }

    private static void products(float[] a, float[] b, float[] products, int width) {
        for (int i = 0; i < width; i++) {
            products[i] = a[i] * b[i];
        }
    }

    private static void addCentred(float[] weights, float[] values, int from, float mean, float[] sums, int width) {
        for (int i = 0; i < width; i++) {
            sums[i] += weights[i] * (values[from + i] - mean);
        }
    }

    private static void addCentred(float[] weights, float[] values, float[] offset, int from, float mean,
            float[] sums, int width) {
        for (int i = 0; i < width; i++) {
            sums[i] += weights[i] * (values[i] + offset[from + i] - mean);
        }
    }

    private void write(Pair pair, FloatBuffer b, float[] losses, NeuronEffects effects, int to) {
        double grown = total.value();
        double all = 1 + grown;
        double scale = total.scale();
        double entropy = Math.log1p(grown) - (Expm1Mean.sum(withLogProbability)
                + scale * (Expm1Mean.sum(change) + Expm1Mean.sum(withChange))) / all;
        int target = changes.next()[pair.position.index];
        double written = (double) b.get(pair.row + target) - pair.meanB;
        double atTarget = (double) pair.r * q.get(pair.position.index * vocabulary + target) + pair.s * written;
        losses[to] = (float) (Math.log1p(grown) - atTarget);
        effects.direct()[to] = (float) (Math.log1p(direct.value()) - pair.frozenScale * written);
        effects.withUnigramFrozen()[to] = (float) (Math.log1p(frozen.value())
                - (atTarget - (double) pair.g * v[target]));
        effects.entropyChange()[to] = (float) entropy;
        effects.unigramKlChange()[to] = (float) (-entropy - length * Expm1Mean.sum(withV) / all);
    }
}
