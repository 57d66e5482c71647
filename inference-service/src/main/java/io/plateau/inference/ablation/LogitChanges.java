package io.plateau.inference.ablation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

import io.plateau.inference.model.TargetPositions;

/**
 * The family d = r·q + s·B of a tile of positions, and the baseline distribution under which it is averaged.
 *
 * @param direction P, D: g ⊙ x̂, whose product with an unembedding row is q before it is centred
 * @param mean P, D: E[u] under the baseline softmax
 * @param shift P, 1: what was subtracted to centre q
 * @param q P, V: centred under the baseline softmax, which shifts all logits of a position alike
 * @param pi P, V: baseline softmax
 * @param r P, N: sigma/sigma' − 1
 * @param s P, N: c/sigma'
 * @param target P, N: d at the token that follows
 */
record LogitChanges(NDArray direction, NDArray mean, NDArray shift, NDArray q, NDArray pi, NDArray r, NDArray s,
        NDArray target) {

    /** @param owner of the result; everything else made here is freed */
    static LogitChanges of(NDManager owner, NeuronDirections directions, AblationBlock tile) {
        NeuronDirections.Setup setup = directions.setup();
        try (NDManager scratch = owner.newSubManager()) {
            AblationBlock block = tile.as(scratch, directions.precision());
            NDArray x = block.residual();
            NDArray centred = x.sub(x.mean(new int[]{1}, true));
            NDArray sigma = centred.square().mean(new int[]{1}, true).addi(directions.epsilon()).sqrt();
            NDArray normalised = centred.divi(sigma);
            NDArray k = block.change().div(sigma);
            // sigma'²/sigma² − 1 = (2 k x̂·Pw + k² |Pw|²) / D: kept as the small number that it is.
            NDArray growth = normalised.matMul(setup.centred()).muli(2).addi(k.mul(setup.squaredNorm())).muli(k)
                    .divi(x.getShape().get(1));
            NDArray root = growth.add(1).sqrt();
            NDArray s = k.divi(root);
            NDArray r = growth.divi(root.add(1).muli(root)).negi();

            NDArray direction = normalised.muli(setup.gain());
            NDArray q = direction.matMul(setup.unembeddingTransposed());
            NDArray pi = q.add(setup.offset()).softmax(1);
            // E[q] in D dimensions rather than V: a pass over the vocabulary less.
            NDArray mean = pi.matMul(setup.unembedding());
            NDArray shift = mean.mul(direction).sum(new int[]{1}, true);
            q.subi(shift);
            NDArray next = TargetPositions.index(scratch, block.next());
            NDArray target = setup.unembedding().get(scratch, new NDIndex("{}", next))
                    .matMul(setup.scaledTransposed()).muli(s).addi(r.mul(q.gather(next.expandDims(1), 1)));
            for (NDArray kept : new NDArray[]{direction, mean, shift, q, pi, r, s, target}) {
                kept.attach(owner);
            }
            return new LogitChanges(direction, mean, shift, q, pi, r, s, target);
        }
    }

    /** With pi elsewhere; its old place is freed. */
    LogitChanges withPi(NDArray moved) {
        pi.close();
        return new LogitChanges(direction, mean, shift, q, moved, r, s, target);
    }

    /** P. */
    int positions() {
        return (int) q.getShape().get(0);
    }
}
