package io.plateau.inference.ablation;

import java.nio.FloatBuffer;

import ai.djl.ndarray.NDArray;

/**
 * Pairs in float32 on a CPU: the rows of q, B and pi are read once, straight from the tensors' memory, and everything else
 * stays in the first cache; a chain of tensor operations would write and read a V-long row a dozen times.
 */
final class StreamedPairLosses implements PairLosses {
    /** Columns at a time: five arrays of this length fit a first-level cache. */
    private static final int WIDTH = 1_024;
    private final LogitChanges changes;
    private final int neurons;
    private final int vocabulary;
    private final FloatBuffer q;
    private final FloatBuffer pi;
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
    }

    @Override
    public double[] of(NeuronDirections.Tile tile, int[] pairs) {
        double[] deltas = new double[pairs.length];
        FloatBuffer b = memory(tile.b());
        FloatBuffer r = memory(changes.r());
        FloatBuffer s = memory(changes.s());
        FloatBuffer target = memory(changes.target());
        for (int i = 0; i < pairs.length; i++) {
            int pair = pairs[i];
            int row = pair % neurons - tile.from();
            double expm1 = mean(pair / neurons, b, row, r.get(pair), s.get(pair), Expm1Mean.LEAST_DOUBLINGS);
            deltas[i] = Math.log1p(expm1) - target.get(pair);
        }
        return deltas;
    }

    /** E_pi (exp(r·q + s·B) − 1); again with more doublings where the largest |d| turns out to need them. */
    private double mean(int position, FloatBuffer b, int row, float r, float s, int doublings) {
        mean.begin(r, s, doublings);
        for (int from = 0; from < vocabulary; from += WIDTH) {
            int width = Math.min(WIDTH, vocabulary - from);
            q.get(position * vocabulary + from, qs, 0, width);
            b.get(row * vocabulary + from, bs, 0, width);
            pi.get(position * vocabulary + from, pis, 0, width);
            mean.add(qs, bs, pis, width);
        }
        int needed = mean.doublingsNeeded();
        return needed > doublings ? mean(position, b, row, r, s, needed) : mean.value();
    }

    /** The tensor's own memory where it is dense, else a copy of it. */
    private static FloatBuffer memory(NDArray values) {
        return values.toByteBuffer(true).asFloatBuffer();
    }
}
