package io.plateau.inference.ablation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

/**
 * The moments E[q^i B^j] of one tile of positions and, from them, the series for one tile of neurons after the other.
 * Cross terms in q are kept: ablating a neuron also changes the norm, and without them order 3 is no better than order 2.
 *
 * @param weighted (order − 1)·P + further, V: pi and, at order 3, under it pi·q, under them what else is averaged over B²;
 *        stacked, because they share right factors
 * @param qMoments P, 1: E[q²] and, at order 3, E[q³]
 * @param linear P, N: E[q^i B] for i = 0, 1 and, at order 3, 2
 */
record MomentTile(LogitChanges changes, int order, NDArray weighted, NDArray[] qMoments, NDArray[] linear) {

    /**
     * @param owner of the result; everything else made here is freed
     * @param further rows, V, of whose products with B² {@link Values#further} is made; null: none
     */
    static MomentTile of(NDManager owner, LogitChanges changes, NeuronDirections directions, int order,
            NDArray further) {
        NeuronDirections.Setup setup = directions.setup();
        NDArray[] linear = new NDArray[order];
        NDArray[] qMoments = new NDArray[order - 1];
        try (NDManager scratch = owner.newSubManager()) {
            NDArray q = changes.q();
            NDList weighted = new NDList(order);
            weighted.add(NeuronDirections.view(scratch, changes.pi()));
            NDArray moment = null;
            for (int i = 0; i < order; i++) {
                if (i > 0) {
                    weighted.add(weighted.get(i - 1).mul(q));
                }
                // First V → D, then D → N: the V-long product is paid once per position, not once per pair.
                if (i == 0) {
                    linear[0] = changes.meanB();
                } else {
                    NDArray written = weighted.get(i).matMul(setup.unembedding());
                    linear[i] = written.matMul(setup.scaledTransposed());
                    linear[i].attach(owner);
                    // E[q^(i+1)] = E[q^i (g ⊙ x̂)·u] − shift · E[q^i], and E[q] = 0.
                    NDArray next = written.muli(changes.direction()).sum(new int[]{1}, true);
                    moment = moment == null ? next : next.subi(moment.mul(changes.shift()));
                    qMoments[i - 1] = moment;
                    moment.attach(owner);
                }
            }
            weighted.remove(order - 1);
            if (further != null) {
                weighted.add(further);
            }
            NDArray stacked = NDArrays.concat(weighted);
            stacked.attach(owner);
            NDArray pi = stacked.get(owner, rows(0, changes));
            return new MomentTile(changes.withPi(pi), order, stacked, qMoments, linear);
        }
    }

    /**
     * P, neurons of a tile.
     *
     * @param change of the loss, by the series
     * @param variance of d under the baseline softmax
     * @param r as in the changes
     * @param s likewise
     * @param meanB likewise
     * @param spread Var(B)
     * @param third third cumulant of d; null at order 2
     * @param cubed that of B; null at order 2
     * @param further products of the further rows and B²; without any, no rows
     */
    record Values(NDArray change, NDArray variance, NDArray r, NDArray s, NDArray meanB, NDArray spread, NDArray third,
            NDArray cubed, NDArray further) {
    }

    /** The same moments under other changes of the activations, see {@link LogitChanges#with}. */
    MomentTile with(LogitChanges other) {
        return new MomentTile(other, order, weighted, qMoments, linear);
    }

    /** The products of the stacked rows and B²: V-long for every pair, and most of the cost of a series. */
    NDArray squares(NDManager scratch, NeuronDirections.Tile tile) {
        return NeuronDirections.view(scratch, weighted).matMul(tile.squared());
    }

    Values series(NDManager scratch, NeuronDirections.Tile tile) {
        return series(scratch, tile, squares(scratch, tile));
    }

    /** @param squares of the same tiles */
    Values series(NDManager scratch, NeuronDirections.Tile tile, NDArray squares) {
        NDIndex columns = new NDIndex(":, {}:{}", tile.from(), tile.to());
        NDArray r = changes.r().get(scratch, columns);
        NDArray s = changes.s().get(scratch, columns);
        NDArray mean = linear[0].get(scratch, columns);
        NDArray covariance = linear[1].get(scratch, columns);
        NDArray second = squares.get(scratch, rows(0, changes));
        NDArray further = squares.get(scratch, new NDIndex("{}:", (order - 1L) * changes.positions()));
        NDArray spread = second.sub(mean.square());
        // Var(d) = r² E[q²] + 2 r s Cov(q, B) + s² Var(B)
        NDArray variance = r.square().muli(qMoments[0]).addi(r.mul(s).muli(covariance).muli(2))
                .addi(s.square().muli(spread));
        NDArray change = variance.div(2).subi(changes.target().get(scratch, columns));
        if (order == 2) {
            return new Values(change, variance, r, s, mean, spread, null, null, further);
        }
        NDArray cubed = NeuronDirections.view(scratch, changes.pi()).matMul(tile.cubed())
                .addi(mean.square().muli(2).subi(second.mul(3)).muli(mean));
        NDArray third = thirdCumulant(scratch, tile,
                new Terms(r, s, mean, covariance, squares.get(scratch, rows(1, changes)), cubed));
        return new Values(change.addi(third.div(6)), variance, r, s, mean, spread, third, cubed,
                further);
    }

    /** r³ E[q³] + 3 r² s E[q² B'] + 3 r s² E[q B'²] + s³ E[B'³] with B' = B − E[B]. */
    private NDArray thirdCumulant(NDManager scratch, NeuronDirections.Tile tile, Terms t) {
        NDArray qqB = linear[2].get(scratch, new NDIndex(":, {}:{}", tile.from(), tile.to()))
                .sub(t.mean.mul(qMoments[0]));
        NDArray qBB = t.qBB.sub(t.mean.mul(t.covariance).muli(2));
        NDArray inner = t.r.mul(qMoments[1]).addi(t.s.mul(qqB).muli(3)).muli(t.r).addi(t.s.square().muli(qBB).muli(3));
        return inner.muli(t.r).addi(t.s.square().muli(t.s).muli(t.cubed));
    }

    /** The {@code i}-th of the stacked parts. */
    private static NDIndex rows(int i, LogitChanges changes) {
        return new NDIndex("{}:{}", i * changes.positions(), (i + 1) * changes.positions());
    }

    /** P, neurons each. */
    private record Terms(NDArray r, NDArray s, NDArray mean, NDArray covariance, NDArray qBB, NDArray cubed) {
    }
}
