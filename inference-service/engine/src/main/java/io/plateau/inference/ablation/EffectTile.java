package io.plateau.inference.ablation;

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
     * Some positions of a tile and what is averaged there.
     *
     * @param rows S: positions of the tile
     * @param q S, V
     * @param meanB S, N
     * @param centred S, V: v'
     * @param logProbability S, V: pi l'
     * @param unigram S, V: pi v'
     */
    record Sampled(int[] rows, NDArray q, NDArray meanB, NDArray centred, NDArray logProbability, NDArray unigram) {

        /**
         * @param v V: unigram direction
         * @param rows at least one
         */
        static Sampled of(NDManager scratch, LogitChanges changes, NDArray v, int[] rows) {
            NDIndex some = new NDIndex("{}", TargetPositions.index(scratch, rows));
            NDArray pi = changes.pi().get(scratch, some);
            NDArray q = changes.q().get(scratch, some);
            NDArray column = NeuronDirections.view(scratch, v).reshape(-1, 1);
            NDArray logits = NeuronDirections.view(scratch, changes.offset()).reshape(-1, 1);
            NDArray centred = column.reshape(1, -1).sub(pi.matMul(column));
            // E[q] = 0
            NDArray logProbability = q.add(logits.reshape(1, -1)).subi(pi.matMul(logits)).muli(pi);
            return new Sampled(rows, q, changes.meanB().get(scratch, some), centred, logProbability, pi.mul(centred));
        }

        /** 2·S, V: pi l', under it pi v'. */
        NDArray stacked() {
            return NDArrays.concat(new NDList(logProbability, unigram));
        }
    }

    /**
     * The moments of second order at some positions of a tile.
     *
     * @param rows S: positions of the tile
     * @param logProbability with the factor l' q
     * @param unigram with the factor v' q
     * @param twice with the factor v'²; null at order 2
     * @param cubed S, 1: E[v'³]; null at order 2
     */
    record Sample(int[] rows, Factor logProbability, Factor unigram, Factor twice, NDArray cubed) {

        /** @param owner of the result; null where nothing is sampled */
        static Sample of(NDManager owner, Sampled from, int order, NeuronDirections.Setup setup) {
            if (from == null) {
                return null;
            }
            boolean second = order == 2;
            NDArray twice = second ? null : from.unigram.mul(from.centred);
            NDArray cubed = second ? null : twice.mul(from.centred).sum(new int[]{1}, true);
            if (cubed != null) {
                cubed.attach(owner);
            }
            return new Sample(from.rows,
                    Factor.of(from.logProbability.mul(from.q), from.q, from.meanB, setup).keptBy(owner),
                    Factor.of(from.unigram.mul(from.q), from.q, from.meanB, setup).keptBy(owner),
                    second ? null : Factor.of(twice, from.q, from.meanB, setup).keptBy(owner), cubed);
        }
    }

    /**
     * @param owner of the result; everything else made here is freed
     * @param v V: unigram direction
     * @param sampled null where nothing is
     */
    static EffectTile of(NDManager owner, MomentTile moments, NeuronDirections.Setup setup, NDArray v,
            Sampled sampled) {
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
                    Sample.of(owner, sampled, moments.order(), setup));
            for (NDArray kept : new NDArray[]{tile.alongQ, tile.targetB, tile.targetV, tile.variance}) {
                kept.attach(owner);
            }
            return tile;
        }
    }
}
