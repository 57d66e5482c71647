package io.plateau.inference.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * What ablations of the heads of a layer change in the residual stream of one context.
 *
 * @param single H, T, D: each head alone
 * @param all 1, T, D: all heads together
 */
record HeadChanges(NDArray single, NDArray all) {

    /** @param means H · d: the heads' mean outputs; null unless the mode is MEAN */
    static HeadChanges of(NDManager owner, LayerBaseline baseline, HeadMode mode, float[] means) {
        try (NDManager scratch = owner.newSubManager()) {
            NDArray output = HeadAblator.view(scratch, baseline.headOutput());
            Shape shape = output.getShape();
            NDArray mean = means == null
                    ? null
                    : scratch.create(means, new Shape(1, shape.get(1), 1, shape.get(3)));
            NDArray single = mode.difference(output, baseline.value(), mean).squeeze(0)
                    .matMul(baseline.layer().attention().outputByHead(scratch));
            NDArray all = single.sum(new int[]{0}, true);
            single.attach(owner);
            all.attach(owner);
            return new HeadChanges(single, all);
        }
    }

    /** Variants {@code from} … {@code to} − 1: the heads, then all heads together; in {@code owner}. */
    NDArray variants(NDManager owner, int from, int to) {
        int heads = (int) single.getShape().get(0);
        if (from == heads) {
            return copy(owner, all);
        }
        NDArray some = single.get(owner, new NDIndex("{}:{}", from, Math.min(to, heads)));
        return to > heads ? some.concat(all) : some.duplicate();
    }

    /** H: of the norm over positions and width. */
    double[] squares() {
        try (NDManager scratch = single.getManager().newSubManager()) {
            float[] sums = HeadAblator.view(scratch, single).square().sum(new int[]{1, 2}).toFloatArray();
            double[] squares = new double[sums.length];
            for (int h = 0; h < sums.length; h++) {
                squares[h] = sums[h];
            }
            return squares;
        }
    }

    private static NDArray copy(NDManager owner, NDArray kept) {
        NDArray copy = kept.duplicate();
        copy.attach(owner);
        return copy;
    }
}
