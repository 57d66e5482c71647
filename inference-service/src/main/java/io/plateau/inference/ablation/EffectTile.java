package io.plateau.inference.ablation;

import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

import io.plateau.inference.model.TargetPositions;

/**
 * The moments of one tile of positions that take the effects apart, beside those of {@link MomentTile}: with v' = v − E[v] of the
 * unigram direction and l' = log pi − E[log pi] as a further factor.
 *
 * @param alongQ P, 1: q·v
 * @param targetB P, N: B − E[B] at the token that follows
 * @param targetV P, 1: v' at that token
 * @param variance P, 1: E[v'²]
 * @param unigram with the factor v'
 * @param logProbability with the factor l'
 * @param sample the moments of second order, at some of the positions
 */
record EffectTile(NDArray alongQ, NDArray targetB, NDArray targetV, NDArray variance, Factor unigram,
        Factor logProbability, Sample sample) {

    /**
     * Moments with a factor f.
     *
     * @param q rows, 1: E[f q]
     * @param b rows, N: E[f B'], B' = B − E[B]
     */
    record Factor(NDArray q, NDArray b) {
        /** @param weighted rows, V: pi f; first V → D, then D → N */
        static Factor of(NDArray weighted, NDArray q, NDArray meanB, NeuronDirections.Setup setup) {
            NDArray b = weighted.matMul(setup.unembedding()).matMul(setup.scaledTransposed())
                    .subi(meanB.mul(weighted.sum(new int[]{1}, true)));
            return new Factor(weighted.mul(q).sum(new int[]{1}, true), b);
        }

        Factor keptBy(NDManager owner) {
            q.attach(owner);
            b.attach(owner);
            return this;
        }
    }

    /**
     * @param rows S: positions of the tile
     * @param weighted 2·S, V: pi l', under it pi v'
     * @param logProbability with the factor l' q
     * @param unigram with the factor v' q
     * @param twice with the factor v'²; null at order 2
     * @param cubed S, 1: E[v'³]; null at order 2
     */
    record Sample(int[] rows, NDArray weighted, Factor logProbability, Factor unigram, Factor twice, NDArray cubed) {
    }

    /**
     * @param owner of the result; everything else made here is freed
     * @param v V: unigram direction
     * @param offset first position of the sample
     * @param every how many positions apart the sample's are
     */
    static EffectTile of(NDManager owner, MomentTile moments, NeuronDirections.Setup setup, NDArray v, int offset,
            int every) {
        LogitChanges changes = moments.changes();
        try (NDManager scratch = owner.newSubManager()) {
            NDArray pi = NeuronDirections.view(scratch, changes.pi());
            NDArray q = NeuronDirections.view(scratch, changes.q());
            NDArray meanB = NeuronDirections.view(scratch, changes.meanB());
            NDArray column = NeuronDirections.view(scratch, v).reshape(-1, 1);
            NDArray centred = NeuronDirections.view(scratch, v).expandDims(0).sub(pi.matMul(column));
            NDArray weightedV = pi.mul(centred);
            NDArray logits = q.add(changes.offset());
            // E[q] = 0
            NDArray logProbability = logits.sub(pi.matMul(NeuronDirections.view(scratch, changes.offset())
                    .reshape(-1, 1)));
            NDArray weightedL = pi.mul(logProbability);
            NDArray next = TargetPositions.index(scratch, changes.next());
            NDArray targetB = NeuronDirections.view(scratch, setup.unembedding()).get(scratch, new NDIndex("{}", next))
                    .subi(changes.mean()).matMul(setup.scaledTransposed());
            EffectTile tile = new EffectTile(q.matMul(column), targetB,
                    centred.gather(next.expandDims(1), 1), weightedV.mul(centred).sum(new int[]{1}, true),
                    Factor.of(weightedV, q, meanB, setup).keptBy(owner),
                    Factor.of(weightedL, q, meanB, setup).keptBy(owner),
                    sample(owner, scratch, moments.order(), new Parts(q, meanB, centred, weightedV, weightedL), setup,
                            rows(changes.positions(), offset, every)));
            for (NDArray kept : new NDArray[]{tile.alongQ, tile.targetB, tile.targetV, tile.variance}) {
                kept.attach(owner);
            }
            return tile;
        }
    }

    private static int[] rows(int positions, int offset, int every) {
        return IntStream.iterate(offset, p -> p < positions, p -> p + every).toArray();
    }

    /** Of a whole tile. */
    private record Parts(NDArray q, NDArray meanB, NDArray centred, NDArray weightedV, NDArray weightedL) {
    }

    private static Sample sample(NDManager owner, NDManager scratch, int order, Parts all,
            NeuronDirections.Setup setup, int[] rows) {
        if (rows.length == 0) {
            return null;
        }
        NDIndex some = new NDIndex("{}", TargetPositions.index(scratch, rows));
        NDArray q = all.q.get(some);
        NDArray meanB = all.meanB.get(some);
        NDArray weightedL = all.weightedL.get(some);
        NDArray weightedV = all.weightedV.get(some);
        NDArray centred = all.centred.get(some);
        NDArray stacked = NDArrays.concat(new NDList(weightedL, weightedV));
        stacked.attach(owner);
        NDArray twice = weightedV.mul(centred);
        NDArray cubed = order == 2 ? null : twice.mul(centred).sum(new int[]{1}, true);
        if (cubed != null) {
            cubed.attach(owner);
        }
        return new Sample(rows, stacked, Factor.of(weightedL.mul(q), q, meanB, setup).keptBy(owner),
                Factor.of(weightedV.mul(q), q, meanB, setup).keptBy(owner),
                order == 2 ? null : Factor.of(twice, q, meanB, setup).keptBy(owner), cubed);
    }
}
