package io.plateau.inference.ablation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.plateau.inference.model.TargetPositions;

/**
 * The family d = r·q + s·B of one block of positions, and the baseline distribution under which it is averaged. All
 * tensors belong to one manager.
 *
 * @param q P, V: centred under the baseline softmax, which shifts all logits of a position alike
 * @param logProbability P, V: ln pi
 * @param r P, N: sigma/sigma' − 1
 * @param s P, N: c/sigma'
 * @param next P, 1: target token
 */
record LogitChanges(NDArray q, NDArray logProbability, NDArray r, NDArray s, NDArray next) {

    /** @param block belongs to {@code scratch}, as does all that is made here */
    static LogitChanges of(NDManager scratch, NeuronDirections directions, AblationBlock block) {
        NeuronDirections.Setup setup = directions.setup();
        NDArray x = block.residual();
        NDArray centred = x.sub(x.mean(new int[]{1}, true));
        NDArray sigma = centred.square().mean(new int[]{1}, true)
                .addi(directions.model().finalNorm().epsilon()).sqrt();
        NDArray normalised = centred.divi(sigma);
        NDArray k = block.change().div(sigma);
        // sigma'²/sigma² − 1 = (2 k x̂·Pw + k² |Pw|²) / D: kept as the small number that it is.
        NDArray growth = normalised.matMul(setup.centred()).muli(2)
                .addi(k.mul(setup.squaredNorm())).muli(k).divi(directions.model().width());
        NDArray root = growth.add(1).sqrt();
        NDArray s = k.divi(root);
        NDArray r = growth.divi(root.add(1).muli(root)).negi();

        NDArray q = normalised.mul(directions.model().finalNorm().gain()).matMul(setup.unembeddingTransposed());
        NDArray logProbability = q.add(setup.offset()).logSoftmax(1);
        q.subi(logProbability.exp().muli(q).sum(new int[]{1}, true));
        NDArray next = TargetPositions.index(scratch, block.next()).expandDims(1);
        return new LogitChanges(q, logProbability, r, s, next);
    }
}
