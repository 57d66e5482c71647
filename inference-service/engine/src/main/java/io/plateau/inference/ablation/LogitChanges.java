package io.plateau.inference.ablation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;

import io.plateau.inference.model.Norm;
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
 * @param meanB P, N: E[B] under the baseline softmax, so that E[d] = s · E[B]
 * @param targetB P, N: B − E[B] at the token that follows
 * @param target P, N: d − E[d] at the token that follows
 * @param qRange P, 2: smallest and largest q
 * @param offset V: baseline logits are q + offset, up to a constant of the position
 * @param next P: the token that follows
 */
record LogitChanges(NDArray direction, NDArray mean, NDArray shift, NDArray q, NDArray pi, NDArray r, NDArray s,
        NDArray meanB, NDArray targetB, NDArray target, NDArray qRange, NDArray offset, int[] next) {

    /** @param owner of the result; everything else made here is freed */
    static LogitChanges of(NDManager owner, NeuronDirections directions, AblationBlock tile) {
        NeuronDirections.Setup setup = directions.setup();
        try (NDManager scratch = owner.newSubManager()) {
            Normalised norm = Normalised.of(scratch, directions, tile);
            NDArray direction = norm.values.mul(setup.gain());
            NDArray q = direction.matMul(setup.unembeddingTransposed());
            NDArray pi = q.add(setup.offset()).softmax(1);
            // E[q] in D dimensions rather than V: a pass over the vocabulary less.
            NDArray mean = pi.matMul(setup.unembedding());
            NDArray shift = mean.mul(direction).sum(new int[]{1}, true);
            q.subi(shift);
            NDArray meanB = mean.matMul(setup.scaledTransposed());
            NDArray next = TargetPositions.index(scratch, tile.next());
            // E[u] is taken out before the product: where all likely tokens move together, d and E[d] would cancel.
            NDArray targetB = setup.unembedding().get(scratch, new NDIndex("{}", next)).subi(mean)
                    .matMul(setup.scaledTransposed());
            NDArray target = target(norm, targetB, q, next);
            NDArray qRange = NeuronDirections.range(q);
            for (NDArray kept : new NDArray[]{direction, mean, shift, q, pi, norm.r, norm.s, meanB, targetB, target,
                    qRange}) {
                kept.attach(owner);
            }
            return new LogitChanges(direction, mean, shift, q, pi, norm.r, norm.s, meanB, targetB, target, qRange,
                    setup.offset(), tile.next());
        }
    }

    private static NDArray target(Normalised norm, NDArray targetB, NDArray q, NDArray next) {
        return targetB.mul(norm.s).addi(norm.r.mul(q.gather(next.expandDims(1), 1)));
    }

    /**
     * The same positions with other changes of the activations: what does not depend on those is shared.
     *
     * @param owner of what is not
     */
    LogitChanges with(NDManager owner, NeuronDirections directions, AblationBlock tile) {
        try (NDManager scratch = owner.newSubManager()) {
            Normalised norm = Normalised.of(scratch, directions, tile);
            NDArray other = target(norm, NeuronDirections.view(scratch, targetB), NeuronDirections.view(scratch, q),
                    TargetPositions.index(scratch, next));
            for (NDArray kept : new NDArray[]{norm.r, norm.s, other}) {
                kept.attach(owner);
            }
            return new LogitChanges(direction, mean, shift, q, pi, norm.r, norm.s, meanB, targetB, other, qRange,
                    offset,
                    next);
        }
    }

    /** With pi elsewhere; its old place is freed. */
    LogitChanges withPi(NDArray moved) {
        pi.close();
        return new LogitChanges(direction, mean, shift, q, moved, r, s, meanB, targetB, target, qRange, offset, next);
    }

    /** P. */
    int positions() {
        return next.length;
    }

    /**
     * The final norm before and after. Where a neuron makes up most of the residual, sigma' is what little is left of a
     * difference: computed in float64, whatever the precision of the rest.
     *
     * @param values P, D: x̂
     */
    private record Normalised(NDArray values, NDArray r, NDArray s) {

        static Normalised of(NDManager scratch, NeuronDirections directions, AblationBlock tile) {
            NeuronDirections.Setup setup = directions.setup();
            DataType precision = directions.precision();
            Norm finalNorm = directions.finalNorm();
            AblationBlock block = tile.as(scratch, DataType.FLOAT64);
            NDArray x = block.residual();
            NDArray centred = finalNorm.project(x);
            NDArray sigma = finalNorm.scale(centred);
            NDArray normalised = centred.div(sigma);
            NDArray k = block.change().div(sigma);
            // sigma'²/sigma² − 1 = (2 k x̂·Pw + k² |Pw|²) / D: kept as the small number that it is.
            NDArray growth = normalised.matMul(setup.centred()).muli(2).addi(k.mul(setup.squaredNorm())).muli(k)
                    .divi(x.getShape().get(1));
            // No smaller than what epsilon leaves of it.
            NDArray root = growth.add(1).maximum(sigma.square().pow(-1).muli(finalNorm.epsilon())).sqrt();
            NDArray s = k.divi(root);
            NDArray r = growth.divi(root.add(1).muli(root)).negi();
            return new Normalised(normalised.toType(precision, false), r.toType(precision, false),
                    s.toType(precision, false));
        }
    }
}
