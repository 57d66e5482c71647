package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Causal self-attention of a layer with the norm in front of it.
 *
 * @param norm of its input
 * @param fused queries, keys and values: 3·D, D
 * @param order how {@code fused} lays them out
 * @param position turns queries and keys by their positions
 * @param mask of keys that a position must not see
 * @param scale of the attention logits
 * @param output D, D: output projection; its inputs are ordered by head
 */
public record Attention(int heads, LayerNorm norm, Linear fused, HeadOrder order, PositionCode position,
        CausalMask mask, double scale, Linear output) {

    /** K, T, D → K, T, D. */
    public NDArray apply(NDArray entry, int layer, Hooks hooks) {
        NDArray projected = fused.apply(norm.apply(entry));
        NDArray query = position.apply(order.of(projected, 0, heads), 0);
        NDArray key = hooks.at(HookPoint.HEAD_KEY, layer, position.apply(order.of(projected, 1, heads), 0));
        NDArray value = hooks.at(HookPoint.HEAD_VALUE, layer, order.of(projected, 2, heads));
        NDArray weights = hooks.at(HookPoint.ATTENTION_WEIGHTS, layer, weights(query, key));
        NDArray heads = hooks.at(HookPoint.HEAD_OUTPUT, layer, weights.matMul(value));
        return hooks.at(HookPoint.ATTENTION_OUTPUT, layer, projected(heads));
    }

    /**
     * The last position alone, in variants of it: what lies before is seen through the keys and values that a pass over the
     * context left behind.
     *
     * @param entry variants, 1, D: residual stream at that position
     * @param keys 1, H, T, d: {@link HookPoint#HEAD_KEY} of the T positions; that of the last is replaced
     * @param values 1, H, T, d: likewise
     * @return variants, 1, D
     */
    public NDArray applyToLast(NDArray entry, NDArray keys, NDArray values) {
        int last = (int) keys.getShape().get(2) - 1;
        NDArray projected = fused.apply(norm.apply(entry));
        NDArray query = position.apply(order.of(projected, 0, heads), last).mul(scale);
        NDArray key = position.apply(order.of(projected, 1, heads), last);
        NDArray value = order.of(projected, 2, heads);
        float[] unseen = new float[last + 1];
        unseen[last] = Float.NEGATIVE_INFINITY;
        NDArray before = query.matMul(keys.transpose(0, 1, 3, 2)).addi(entry.getManager().create(unseen));
        NDArray own = query.mul(key).sum(new int[]{-1}, true);
        NDArray weights = before.concat(own, -1).softmax(-1);
        NDArray heads = weights.get("..., :{}", last + 1).matMul(values)
                .addi(value.mul(weights.get("..., {}:", last + 1)));
        return projected(heads);
    }

    /** K, H, T, d → K, T, D. */
    private NDArray projected(NDArray heads) {
        Shape shape = heads.getShape();
        return output.apply(heads.transpose(0, 2, 1, 3).reshape(shape.get(0), shape.get(2), -1));
    }

    /** @return K, H, T, T */
    private NDArray weights(NDArray query, NDArray key) {
        int positions = (int) query.getShape().get(2);
        NDArray logits = query.mul(scale).matMul(key.transpose(0, 1, 3, 2));
        return logits.addi(mask.of(query.getManager(), positions)).softmax(-1);
    }

    /**
     * The part of the output projection that reads one head: H, d, D, so that the output is the sum over heads of
     * head output · slice, plus the bias.
     */
    public NDArray outputByHead(NDManager scratch) {
        Shape shape = output.weight().getShape();
        NDArray weight = output.weight().transpose();
        weight.attach(scratch);
        return weight.reshape(heads, shape.get(1) / heads, shape.get(0));
    }
}
