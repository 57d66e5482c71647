package io.plateau.inference.model;

/** Named places of the forward pass where a tensor can be seen or replaced. */
public enum HookPoint {
    /** K, T, D: residual stream where it enters a layer. */
    LAYER_ENTRY,
    /** K, H, T, d: keys of the query heads, positions applied; grouped ones repeated. */
    HEAD_KEY,
    /** K, H, T, d: values of the query heads; grouped ones repeated. */
    HEAD_VALUE,
    /** K, H, T, T: attention weights after the softmax. */
    ATTENTION_WEIGHTS,
    /** K, H, T, d: attention-weighted values, before the output projection. */
    HEAD_OUTPUT,
    /** K, T, D: output of the attention, after the output projection and before a norm behind it. */
    ATTENTION_OUTPUT,
    /** K, T, N: input of the down-projection. */
    MLP_ACTIVATION,
    /** K, T, D: residual stream just before the final norm; its layer is L. */
    FINAL_RESIDUAL
}
