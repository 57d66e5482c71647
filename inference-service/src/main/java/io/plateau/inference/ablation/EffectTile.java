package io.plateau.inference.ablation;

import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;

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

        /**
         * Of f' = f − E[f], f the same at every position. q is the product of a direction and the unembedding, so that its moment needs
         * no further pass over the vocabulary.
         *
         * @param f V, 1
         * @param mean P, 1: E[f]
         */
        static Factor linear(NDArray pi, NDArray f, NDArray mean, LogitChanges changes, NeuronDirections.Setup setup) {
            NDArray weighted = f.reshape(1, -1).sub(mean).muli(pi);
            NDArray sum = weighted.sum(new int[]{1}, true);
            NDArray written = weighted.matMul(setup.unembedding());
            return new Factor(written.mul(changes.direction()).sum(new int[]{1}, true).subi(sum.mul(changes.shift())),
                    written.matMul(setup.scaledTransposed()).subi(sum.mul(changes.meanB())));
        }

        /** @param other null: nothing */
        Factor plus(Factor other) {
            return other == null
                    ? new Factor(q.duplicate(), b.duplicate())
                    : new Factor(q.add(other.q), b.add(other.b));
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
            NDArray column = NeuronDirections.view(scratch, v).reshape(-1, 1);
            NDArray logits = NeuronDirections.view(scratch, changes.offset()).reshape(-1, 1);
            NDArray meanV = pi.matMul(column);
            // E[q] = 0
            NDArray meanLogit = pi.matMul(logits);
            NDArray next = TargetPositions.index(scratch, changes.next());
            NDArray targetB = NeuronDirections.view(scratch, setup.unembedding()).get(scratch, new NDIndex("{}", next))
                    .subi(changes.mean()).matMul(setup.scaledTransposed());
            Factor unigram = Factor.linear(pi, column, meanV, changes, setup);
            // l' = q + o', and the moments with q are those of the total effect.
            Factor logProbability = new Factor(NeuronDirections.view(scratch, moments.qMoments()[0]),
                    NeuronDirections.view(scratch, moments.linear()[1]))
                    .plus(logits.abs().max().toType(DataType.FLOAT64, false).getDouble() == 0
                            ? null
                            : Factor.linear(pi, logits, meanLogit, changes, setup));
            EffectTile tile = new EffectTile(NeuronDirections.view(scratch, changes.q()).matMul(column), targetB,
                    column.get(new NDIndex("{}", next)).subi(meanV),
                    pi.matMul(column.square()).subi(meanV.square()), unigram.keptBy(owner),
                    logProbability.keptBy(owner),
                    sample(owner, scratch, moments, setup, new Means(column, meanV, logits, meanLogit),
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

    /**
     * @param v V, 1
     * @param meanV P, 1: E[v]
     * @param offset V, 1
     * @param meanLogit P, 1: E[q + offset]
     */
    private record Means(NDArray v, NDArray meanV, NDArray offset, NDArray meanLogit) {
    }

    private static Sample sample(NDManager owner, NDManager scratch, MomentTile moments,
            NeuronDirections.Setup setup, Means means, int[] rows) {
        if (rows.length == 0) {
            return null;
        }
        LogitChanges changes = moments.changes();
        NDIndex some = new NDIndex("{}", TargetPositions.index(scratch, rows));
        NDArray pi = changes.pi().get(scratch, some);
        NDArray q = changes.q().get(scratch, some);
        NDArray meanB = changes.meanB().get(scratch, some);
        NDArray centred = means.v.reshape(1, -1).sub(means.meanV.get(some));
        NDArray weightedV = pi.mul(centred);
        NDArray weightedL = q.add(means.offset.reshape(1, -1)).subi(means.meanLogit.get(some)).muli(pi);
        NDArray stacked = NDArrays.concat(new NDList(weightedL, weightedV));
        stacked.attach(owner);
        boolean second = moments.order() == 2;
        NDArray twice = weightedV.mul(centred);
        NDArray cubed = second ? null : twice.mul(centred).sum(new int[]{1}, true);
        if (cubed != null) {
            cubed.attach(owner);
        }
        return new Sample(rows, stacked, Factor.of(weightedL.mul(q), q, meanB, setup).keptBy(owner),
                Factor.of(weightedV.mul(q), q, meanB, setup).keptBy(owner),
                second ? null : Factor.of(twice, q, meanB, setup).keptBy(owner), cubed);
    }
}
