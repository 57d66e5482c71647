package io.plateau.inference.ablation;

import java.nio.FloatBuffer;

import ai.djl.ndarray.NDArray;

import io.plateau.inference.parallel.Cancellation;

/**
 * Pairs in float32 on a CPU: the rows of q, B and pi are read once, straight from the tensors' memory, and everything else
 * stays in the first cache; a chain of tensor operations would write and read a V-long row a dozen times.
 */
final class StreamedPairLosses implements PairLosses {
    /** Columns at a time: few, because the lanes of a row's sums are added up one after another. */
    private static final int WIDTH = 256;
    private final LogitChanges changes;
    private final int neurons;
    private final int vocabulary;
    private final FloatBuffer q;
    private final FloatBuffer pi;
    private final FloatBuffer offset;
    private final float[] qs = new float[WIDTH];
    private final float[] bs = new float[WIDTH];
    private final float[] pis = new float[WIDTH];
    private final Expm1Mean mean = new Expm1Mean(WIDTH);

    StreamedPairLosses(LogitChanges changes) {
        this.changes = changes;
        this.neurons = (int) changes.r().getShape().get(1);
        this.vocabulary = (int) changes.q().getShape().get(1);
        this.q = memory(changes.q());
        this.pi = memory(changes.pi());
        this.offset = memory(changes.offset());
    }

    @Override
    public double[] of(NeuronDirections.Tile tile, int[] pairs) {
        double[] deltas = new double[pairs.length];
        FloatBuffer b = memory(tile.b());
        FloatBuffer r = memory(changes.r());
        FloatBuffer s = memory(changes.s());
        FloatBuffer meanB = memory(changes.meanB());
        for (int i = 0; i < pairs.length; i++) {
            Cancellation.check();
            int pair = pairs[i];
            int neuron = pair % neurons - tile.from();
            deltas[i] = of(new Pair(pair / neurons * vocabulary, neuron * vocabulary,
                    changes.next()[pair / neurons], r.get(pair), s.get(pair), meanB.get(pair)), b,
                    bound(changes, tile, pair / neurons, neuron, r.get(pair), s.get(pair), meanB.get(pair)));
        }
        return deltas;
    }

    /** Of |d'|, by the ranges of its two terms; infinite where they are unknown. */
    static double bound(LogitChanges changes, NeuronDirections.Tile tile, int position, int neuron, float r, float s,
            float meanB) {
        if (tile.least() == null || changes.qRange() == null) {
            return Double.POSITIVE_INFINITY;
        }
        FloatBuffer range = memory(changes.qRange());
        double q = Math.max(Math.abs(range.get(2 * position)), Math.abs(range.get(2 * position + 1)));
        double b = Math.max(Math.abs((double) tile.least()[neuron] - meanB),
                Math.abs((double) tile.most()[neuron] - meanB));
        // A range is rounded like what it is the range of.
        return (Math.abs(r) * q + Math.abs(s) * b) * (1 + 4 * Math.ulp(1f));
    }

    /**
     * Of every position with logit changes of its own, d = r q + written.
     *
     * @param written P, V
     * @param r P
     * @param mean P: the value used for the mean of written
     */
    double[] ofEach(NDArray written, float[] r, float[] mean) {
        double[] deltas = new double[r.length];
        FloatBuffer rows = memory(written);
        for (int p = 0; p < deltas.length; p++) {
            deltas[p] = of(new Pair(p * vocabulary, p * vocabulary, changes.next()[p], r[p], 1, mean[p]), rows,
                    Double.POSITIVE_INFINITY);
        }
        return deltas;
    }

    /**
     * @param position where its row of q and pi begins
     * @param row where the neuron's row of B begins
     */
    private record Pair(int position, int row, int target, float r, float s, float meanB) {
    }

    private double of(Pair pair, FloatBuffer b, double bound) {
        if (Expm1Mean.isBounded(bound)) {
            mean.beginBounded(pair.r, pair.s, pair.meanB, bound);
            return Math.log1p(mean(pair, b)) - change(pair, b, pair.target);
        }
        int doublings = Expm1Mean.LEAST_DOUBLINGS;
        mean.begin(pair.r, pair.s, pair.meanB, doublings);
        double expm1 = mean(pair, b);
        if (!mean.reaches()) {
            return difference(pair, b);
        }
        int needed = mean.doublingsNeeded();
        if (needed > doublings) {
            mean.begin(pair.r, pair.s, pair.meanB, needed);
            expm1 = mean(pair, b);
        }
        return Math.log1p(expm1) - change(pair, b, pair.target);
    }

    /** E_pi (exp(d') − 1). */
    private double mean(Pair pair, FloatBuffer b) {
        for (int from = 0; from < vocabulary; from += WIDTH) {
            int width = Math.min(WIDTH, vocabulary - from);
            q.get(pair.position + from, qs, 0, width);
            b.get(pair.row + from, bs, 0, width);
            pi.get(pair.position + from, pis, 0, width);
            mean.add(qs, bs, pis, width);
        }
        return mean.value();
    }

    /** d' of one token. */
    private double change(Pair pair, FloatBuffer b, int token) {
        return (double) pair.r * q.get(pair.position + token)
                + (double) pair.s * (b.get(pair.row + token) - pair.meanB);
    }

    /** The difference of two losses, in float64 and without pi; exact enough where d' is large. */
    private double difference(Pair pair, FloatBuffer b) {
        double mostBefore = Double.NEGATIVE_INFINITY;
        double mostAfter = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < vocabulary; v++) {
            double logit = (double) q.get(pair.position + v) + offset.get(v);
            mostBefore = Math.max(mostBefore, logit);
            mostAfter = Math.max(mostAfter, logit + change(pair, b, v));
        }
        double before = 0;
        double after = 0;
        for (int v = 0; v < vocabulary; v++) {
            double logit = (double) q.get(pair.position + v) + offset.get(v);
            before += Math.exp(logit - mostBefore);
            after += Math.exp(logit + change(pair, b, v) - mostAfter);
        }
        return mostAfter + Math.log(after) - mostBefore - Math.log(before) - change(pair, b, pair.target);
    }

    /** The tensor's own memory where it is dense, else a copy of it. */
    static FloatBuffer memory(NDArray values) {
        return values.toByteBuffer(true).asFloatBuffer();
    }
}
