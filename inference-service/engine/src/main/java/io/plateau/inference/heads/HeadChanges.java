package io.plateau.inference.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

import io.plateau.inference.model.Attention;

/**
 * What ablations of the heads of a layer change in the attention's output, of one context.
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
            Attention attention = baseline.layer().attention();
            NDArray difference = mode.difference(output, baseline.value(), mean, attention.mask().window());
            NDArray single = difference.squeeze(0).matMul(attention.outputByHead(scratch));
            // A norm behind the output would blow up what rounding leaves of heads that are all zero.
            NDArray all = attention.writesDirectly()
                    ? single.sum(new int[]{0}, true)
                    : attention.projected(output.add(difference)).sub(baseline.attention());
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

    /** H: squares, over positions and width, of what each head's ablation changes in the residual stream. */
    double[] squares(LayerBaseline baseline) {
        Attention attention = baseline.layer().attention();
        try (NDManager scratch = single.getManager().newSubManager()) {
            NDArray change = HeadAblator.view(scratch, single);
            if (!attention.writesDirectly()) {
                NDArray unaltered = HeadAblator.view(scratch, baseline.attention());
                change = attention.written(change.add(unaltered)).sub(attention.written(unaltered));
            }
            float[] sums = change.square().sum(new int[]{1, 2}).toFloatArray();
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
