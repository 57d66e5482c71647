package io.plateau.inference.ablation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

/**
 * The moments E[q^i B^j] of one tile of positions and, from them, the series for one tile of neurons after the other.
 * Cross terms in q are kept: ablating a neuron also changes the norm, and without them order 3 is no better than order 2.
 *
 * @param weighted P, V: pi·q^i for i = 0, 1
 * @param qMoments P, 1: E[q²] and, at order 3, E[q³]
 * @param linear P, N: E[q^i B] for i = 0, 1 and, at order 3, 2
 * @param target P, N: d at the target token
 */
record MomentTile(LogitChanges changes, int order, NDArray[] weighted, NDArray[] qMoments, NDArray[] linear,
        NDArray target) {

    static MomentTile of(LogitChanges changes, NeuronDirections directions, int order) {
        NeuronDirections.Setup setup = directions.setup();
        NDArray q = changes.q();
        NDArray[] weighted = new NDArray[order];
        NDArray[] linear = new NDArray[order];
        NDArray[] qMoments = new NDArray[order - 1];
        weighted[0] = changes.logProbability().exp();
        for (int i = 0; i < order; i++) {
            if (i > 0) {
                weighted[i] = weighted[i - 1].mul(q);
                qMoments[i - 1] = weighted[i].mul(q).sum(new int[]{1}, true);
            }
            // First V → D, then D → N: the V-long product is paid once per position, not once per pair.
            linear[i] = weighted[i].matMul(setup.unembedding()).matMul(setup.scaledTransposed());
        }
        NDArray atTarget = setup.unembedding().get(q.getManager(), new NDIndex("{}", changes.next().squeeze(1)));
        NDArray target = atTarget.matMul(setup.scaledTransposed()).muli(changes.s())
                .addi(changes.r().mul(q.gather(changes.next(), 1)));
        return new MomentTile(changes, order, weighted, qMoments, linear, target);
    }

    /** @return P, neurons of the tile: the loss change and the variance of d under the baseline softmax */
    NDArray[] series(NDManager scratch, NeuronDirections.Tile tile) {
        NDIndex columns = new NDIndex(":, {}:{}", tile.from(), tile.to());
        NDArray r = changes.r().get(scratch, columns);
        NDArray s = changes.s().get(scratch, columns);
        NDArray mean = linear[0].get(scratch, columns);
        NDArray covariance = linear[1].get(scratch, columns);
        NDArray second = times(scratch, weighted[0], tile.squared());
        NDArray spread = second.sub(mean.square());
        // Var(d) = r² E[q²] + 2 r s Cov(q, B) + s² Var(B)
        NDArray variance = r.square().muli(qMoments[0]).addi(r.mul(s).muli(covariance).muli(2))
                .addi(s.square().muli(spread));
        NDArray change = s.mul(mean).subi(target.get(scratch, columns)).addi(variance.div(2));
        if (order > 2) {
            change.addi(thirdCumulant(scratch, tile, new Terms(r, s, mean, covariance, second)).divi(6));
        }
        return new NDArray[]{change, variance};
    }

    /** r³ E[q³] + 3 r² s E[q² B'] + 3 r s² E[q B'²] + s³ E[B'³] with B' = B − E[B]. */
    private NDArray thirdCumulant(NDManager scratch, NeuronDirections.Tile tile, Terms t) {
        NDArray qqB = linear[2].get(scratch, new NDIndex(":, {}:{}", tile.from(), tile.to()))
                .sub(t.mean.mul(qMoments[0]));
        NDArray qBB = times(scratch, weighted[1], tile.squared()).subi(t.mean.mul(t.covariance).muli(2));
        NDArray bbb = times(scratch, weighted[0], tile.cubed())
                .addi(t.mean.square().muli(2).subi(t.second.mul(3)).muli(t.mean));
        NDArray inner = t.r.mul(qMoments[1]).addi(t.s.mul(qqB).muli(3)).muli(t.r).addi(t.s.square().muli(qBB).muli(3));
        return inner.muli(t.r).addi(t.s.square().muli(t.s).muli(bbb));
    }

    private static NDArray times(NDManager scratch, NDArray weighted, NDArray power) {
        NDArray rows = weighted.reshape(weighted.getShape());
        rows.attach(scratch);
        return rows.matMul(power);
    }

    private record Terms(NDArray r, NDArray s, NDArray mean, NDArray covariance, NDArray second) {
    }
}
