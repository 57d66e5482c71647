package io.plateau.inference.ablation;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.parallel.Cancellation;

/** Pairs as gathered rows of tensors, on the device of the changes; the arithmetic is in float64. */
final class GatheredPairEffects implements PairEffects {
    /** Elements of a chunk: its V-long rows should stay in the cache of a core. */
    private static final int CHUNK_ELEMENTS = 1 << 16;
    private final LogitChanges changes;
    private final NDManager manager;
    private final NDArray offset;
    private final NDArray direction;
    private final double length;
    private final NDArray one;
    private final int neurons;

    /** @param changes belong to {@code manager} or above */
    GatheredPairEffects(NDManager manager, LogitChanges changes, UnigramDirection unigram) {
        this.manager = manager;
        this.changes = changes;
        this.offset = NeuronDirections.view(manager, changes.offset()).toType(DataType.FLOAT64, false);
        this.direction = manager.create(unigram.direction());
        this.length = unigram.length();
        this.one = manager.create(1.0);
        this.neurons = (int) changes.r().getShape().get(1);
    }

    @Override
    public void of(NeuronDirections.Tile tile, int[] pairs, float[] total, NeuronEffects effects, int[] to) {
        int chunk = (int) Math.max(1, CHUNK_ELEMENTS / changes.q().getShape().get(1));
        for (int from = 0; from < pairs.length; from += chunk) {
            Cancellation.check();
            int until = Math.min(pairs.length, from + chunk);
            chunk(tile, Arrays.copyOfRange(pairs, from, until), total, effects, Arrays.copyOfRange(to, from, until));
        }
    }

    /** d' = r q + s (B − E[B]); c/sigma, the s of a frozen scale, is s / (1 + r) = s sigma'/sigma. */
    private void chunk(NeuronDirections.Tile tile, int[] pairs, float[] total, NeuronEffects effects, int[] to) {
        int[] positions = Arrays.stream(pairs).map(pair -> pair / neurons).toArray();
        int[] rows = Arrays.stream(pairs).map(pair -> pair % neurons - tile.from()).toArray();
        int[] targets = Arrays.stream(positions).map(position -> changes.next()[position]).toArray();
        try (NDManager scratch = manager.newSubManager()) {
            NDArray position = TargetPositions.index(scratch, positions);
            NDArray pair = TargetPositions.index(scratch, pairs);
            NDArray target = TargetPositions.index(scratch, targets).expandDims(1);
            NDArray q = GatheredRows.of(changes.q(), position);
            NDArray r = GatheredRows.at(changes.r(), pair);
            NDArray s = GatheredRows.at(changes.s(), pair);
            NDArray written = GatheredRows.of(tile.b(), TargetPositions.index(scratch, rows))
                    .subi(GatheredRows.at(changes.meanB(), pair));
            NDArray v = NeuronDirections.view(scratch, direction);
            NDArray logPi = q.add(NeuronDirections.view(scratch, offset)).logSoftmax(1);
            NDArray pi = logPi.exp();
            NDArray d = q.mul(r).addi(written.mul(s));
            NDArray along = d.mul(v).sum(new int[]{1}, true);
            double[] all = change(pi, logPi, d, target);
            double[] direct = change(pi, logPi, written.mul(s.div(r.add(NeuronDirections.view(scratch, one)))), target);
            double[] frozen = change(pi, logPi, d.sub(along.mul(v)), target);
            NDArray logAfter = logPi.add(d).logSoftmax(1);
            NDArray after = logAfter.exp();
            double[] entropy = logPi.muli(pi).subi(after.mul(logAfter)).sum(new int[]{1}).toDoubleArray();
            double[] aligned = after.subi(pi).muli(v).sum(new int[]{1}).toDoubleArray();
            for (int i = 0; i < to.length; i++) {
                total[to[i]] = (float) all[i];
                effects.direct()[to[i]] = (float) direct[i];
                effects.withUnigramFrozen()[to[i]] = (float) frozen[i];
                effects.entropyChange()[to[i]] = (float) entropy[i];
                effects.unigramKlChange()[to[i]] = (float) (-entropy[i] - length * aligned[i]);
            }
        }
    }

    /** log E_pi exp(d) − d[target]; in logarithms where a change of a logit is large, else without the difference of two losses. */
    private double[] change(NDArray pi, NDArray logPi, NDArray d, NDArray target) {
        double[] mean = d.exp().subi(NeuronDirections.view(pi.getManager(), one)).muli(pi).sum(new int[]{1})
                .toDoubleArray();
        double[] atTarget = d.gather(target, 1).toDoubleArray();
        double[] most = d.max(new int[]{1}).toDoubleArray();
        boolean wide = Arrays.stream(most).anyMatch(m -> !(m <= PairLosses.WIDE));
        double[] losses = wide
                ? logPi.gather(target, 1).subi(logPi.add(d).logSoftmax(1).gather(target, 1)).toDoubleArray()
                : null;
        double[] change = new double[mean.length];
        for (int i = 0; i < change.length; i++) {
            change[i] = most[i] <= PairLosses.WIDE ? Math.log1p(mean[i]) - atTarget[i] : losses[i];
        }
        return change;
    }
}
