package io.plateau.inference.model;

/** Named places of the forward pass where a tensor can be seen or replaced. */
public enum HookPoint {
    /** K, T, D: residual stream where it enters a layer. */
    LAYER_ENTRY,
    /** K, H, T, d: keys of the heads, positions applied. */
    HEAD_KEY,
    /** K, H, T, d: values of the heads. */
    HEAD_VALUE,
    /** K, H, T, T: attention weights after the softmax. */
    ATTENTION_WEIGHTS,
    /** K, H, T, d: attention-weighted values, before the output projection. */
    HEAD_OUTPUT,
    /** K, T, D: output of the attention, after the output projection. */
    ATTENTION_OUTPUT,
    /** K, T, N: after the non-linearity. */
    MLP_ACTIVATION,
    /** K, T, D: residual stream just before the final layer norm; its layer is L. */
    FINAL_RESIDUAL
}
