package io.plateau.inference.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Causal self-attention of a layer with its norms. A head is a query head; with grouped keys and values several of them read
 * the same keys and values.
 *
 * @param heads H
 * @param norm of its input
 * @param position turns queries and keys by their positions
 * @param mask of keys that a position must not see
 * @param scale of the attention logits
 * @param cap of the scaled attention logits
 * @param output D, H·d: output projection; its inputs are ordered by head
 * @param after norm of its output
 */
public record Attention(int heads, Norm norm, Projections projections, PositionCode position, CausalMask mask,
        double scale, SoftCap cap, Linear output, Norm after) {

    /** With a norm in front only, and logits uncapped. */
    public Attention(int heads, Norm norm, Projections projections, PositionCode position, CausalMask mask,
            double scale, Linear output) {
        this(heads, norm, projections, position, mask, scale, SoftCap.NONE, output, Norm.NONE);
    }

    /** d. */
    public int headWidth() {
        return (int) output.weight().getShape().get(1) / heads;
    }

    /** Heads of keys and values. */
    public int keyValueHeads() {
        return projections.keyValueHeads();
    }

    /** K, T, D → K, T, D: by the output projection, before {@link #after}. */
    public NDArray apply(NDArray entry, int layer, Hooks hooks) {
        Projections.Parts parts = projections.of(norm.apply(entry));
        NDArray query = position.apply(parts.query(), 0);
        NDArray key = hooks.at(HookPoint.HEAD_KEY, layer, perHead(position.apply(parts.key(), 0)));
        NDArray value = hooks.at(HookPoint.HEAD_VALUE, layer, perHead(parts.value()));
        NDArray weights = hooks.at(HookPoint.ATTENTION_WEIGHTS, layer, weights(query, key));
        NDArray heads = hooks.at(HookPoint.HEAD_OUTPUT, layer, weights.matMul(value));
        return hooks.at(HookPoint.ATTENTION_OUTPUT, layer, projected(heads));
    }

    /** …, D → …, D: what an output of the output projection adds to the residual stream. */
    public NDArray written(NDArray projected) {
        return after.apply(projected);
    }

    /** Whether the heads' outputs are added to the residual stream as the output projection leaves them. */
    public boolean writesDirectly() {
        return after.equals(Norm.NONE);
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
        Projections.Parts parts = projections.of(norm.apply(entry));
        // Variants as rows of one product per head.
        return projected(turned(apart(turned(position.apply(parts.query(), last)),
                turned(perHead(position.apply(parts.key(), last))), turned(perHead(parts.value())), keys, values,
                unseen(entry.getManager(), last, 1))));
    }

    /**
     * Every position by itself: it sees those before it through the keys and values given, and itself as it is, so that what one
     * position is given reaches no other.
     *
     * @param entry 1, T, D: residual stream at the positions
     * @param keys 1, H, T, d: {@link HookPoint#HEAD_KEY}
     * @param values 1, H, T, d: likewise
     * @return 1, T, D
     */
    public NDArray applyApart(NDArray entry, NDArray keys, NDArray values) {
        Projections.Parts parts = projections.of(norm.apply(entry));
        return projected(apart(position.apply(parts.query(), 0), perHead(position.apply(parts.key(), 0)),
                perHead(parts.value()), keys, values,
                unseen(entry.getManager(), 0, (int) keys.getShape().get(2))));
    }

    /** 1, H, rows, d: heads of rows that see the keys given, but for those masked, and each its own. */
    private NDArray apart(NDArray query, NDArray key, NDArray value, NDArray keys, NDArray values, NDArray unseen) {
        NDArray scaled = query.mul(scale);
        NDArray before = cap.apply(scaled.matMul(keys.transpose(0, 1, 3, 2))).add(unseen);
        NDArray own = cap.apply(scaled.mul(key).sum(new int[]{-1}, true));
        NDArray weights = before.concat(own, -1).softmax(-1);
        long given = keys.getShape().get(2);
        return weights.get("..., :{}", given).matMul(values).add(value.mul(weights.get("..., {}:", given)));
    }

    /** Rows, T: the mask of the keys that positions from {@code first} on do not see, themselves among them. */
    private NDArray unseen(NDManager manager, int first, int rows) {
        int keys = first + rows;
        float[] unseen = new float[Math.multiplyExact(rows, keys)];
        for (int row = 0; row < rows; row++) {
            for (int key = 0; key < keys; key++) {
                if (key < mask.first(first + row) || key >= first + row) {
                    unseen[row * keys + key] = Float.NEGATIVE_INFINITY;
                }
            }
        }
        return manager.create(unseen, new Shape(rows, keys));
    }

    /** Variants, H, 1, d ↔ 1, H, variants, d. */
    private static NDArray turned(NDArray parts) {
        return parts.transpose(2, 1, 0, 3);
    }

    /** K, key-value heads, T, d → K, H, T, d: those of each query head. */
    private NDArray perHead(NDArray shared) {
        long groups = shared.getShape().get(1);
        return groups == heads ? shared : shared.repeat(1, heads / groups);
    }

    /** K, H, T, d → K, T, D: by the output projection. */
    public NDArray projected(NDArray heads) {
        Shape shape = heads.getShape();
        return output.apply(heads.transpose(0, 2, 1, 3).reshape(shape.get(0), shape.get(2), -1));
    }

    /** @return K, H, T, T */
    private NDArray weights(NDArray query, NDArray key) {
        int positions = (int) query.getShape().get(2);
        NDArray logits = cap.apply(query.mul(scale).matMul(key.transpose(0, 1, 3, 2)));
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
