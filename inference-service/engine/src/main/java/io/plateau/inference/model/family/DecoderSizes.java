package io.plateau.inference.model.family;

import io.plateau.inference.checkpoint.ModelConfig;

/**
 * Sizes as decoders since Llama name them.
 *
 * @param layers L
 * @param heads H
 * @param keyValueHeads heads of keys and values
 * @param headWidth d
 * @param width D
 * @param neurons N
 * @param vocabulary V
 * @param positions most positions of a context
 */
record DecoderSizes(int layers, int heads, int keyValueHeads, int headWidth, int width, int neurons, int vocabulary,
        int positions) {

    /**
     * Of a family without defaults of its own: as many keys and values as queries, heads of D / H.
     *
     * @throws io.plateau.contracts.UnprocessableException when a size is missing or two do not go together
     */
    static DecoderSizes of(ModelConfig config) {
        return of(config, null, null);
    }

    /**
     * @param keyValueHeads where the field is absent; null for as many as there are heads, as where the field is null
     * @param headWidth where the field is absent; null for D / H
     */
    static DecoderSizes of(ModelConfig config, Integer keyValueHeads, Integer headWidth) {
        int width = config.size("hidden_size");
        int heads = config.size("num_attention_heads");
        int ofKeys = config.size("num_key_value_heads",
                keyValueHeads == null || config.isNull("num_key_value_heads") ? heads : keyValueHeads);
        if (heads % ofKeys != 0) {
            throw config.refusal("has num_key_value_heads = " + ofKeys + ", which do not divide its " + heads
                    + " attention heads into groups of one size");
        }
        int ofHead = config.has("head_dim") || headWidth != null
                ? config.size("head_dim", headWidth == null ? 1 : headWidth)
                : ModelFamily.headWidth(config, width, heads);
        return new DecoderSizes(config.size("num_hidden_layers"), heads, ofKeys, ofHead, width,
                config.size("intermediate_size"), config.size("vocab_size"), config.size("max_position_embeddings"));
    }
}
