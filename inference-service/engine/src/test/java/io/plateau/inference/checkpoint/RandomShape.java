package io.plateau.inference.checkpoint;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Sizes of a checkpoint and the tensors that it has.
 *
 * @param family as in {@code model_type}
 * @param width D
 * @param neurons N
 * @param layers L
 * @param heads H
 * @param keyValueHeads heads of keys and values; H of GPT-2 and GPT-NeoX
 * @param vocabulary V
 * @param positions most positions of a context
 * @param tied whether the unembedding is the embedding; of decoders since Llama
 */
public record RandomShape(String family, int width, int neurons, int layers, int heads, int keyValueHeads,
        int vocabulary, int positions, boolean tied) {
    public static final RandomShape PYTHIA_410M = of("gpt_neox", 1024, 4096, 24, 16, 50_304, 2048);
    public static final RandomShape GPT2_XL = of("gpt2", 1600, 6400, 48, 25, 50_257, 1024);
    public static final RandomShape LLAMA_3_2_1B = new RandomShape("llama", 2048, 8192, 16, 32, 8, 128_256, 131_072,
            true);
    public static final RandomShape QWEN2_5_0_5B = new RandomShape("qwen2", 896, 4864, 24, 14, 2, 151_936, 32_768,
            true);
    /** By the names that the models have on the hub, in small letters. */
    static final Map<String, RandomShape> PUBLISHED = Map.of("pythia-410m", PYTHIA_410M, "gpt2-xl", GPT2_XL,
            "llama-3.2-1b", LLAMA_3_2_1B, "qwen2.5-0.5b", QWEN2_5_0_5B);

    /** @param sizes D, N, L, H, V and positions of GPT-2 or GPT-NeoX */
    public static RandomShape of(String family, int... sizes) {
        return new RandomShape(family, sizes[0], sizes[1], sizes[2], sizes[3], sizes[3], sizes[4], sizes[5],
                family.equals("gpt2"));
    }

    /** How many weights a model of this shape has. */
    public long parameters() {
        return tensors().values().stream().mapToLong(RandomCheckpoint::elements).sum();
    }

    /** Names and sizes, in the order in which they are stored. */
    Map<String, long[]> tensors() {
        return switch (family) {
            case "gpt2" -> gpt2();
            case "gpt_neox" -> neox();
            default -> decoder();
        };
    }

    private Map<String, long[]> gpt2() {
        Map<String, long[]> tensors = new LinkedHashMap<>();
        tensors.put("wte.weight", sizes(vocabulary, width));
        tensors.put("wpe.weight", sizes(positions, width));
        for (int l = 0; l < layers; l++) {
            String layer = "h." + l + ".";
            norm(tensors, layer + "ln_1");
            linear(tensors, layer + "attn.c_attn", 3 * width, sizes(width, 3 * width));
            linear(tensors, layer + "attn.c_proj", width, sizes(width, width));
            norm(tensors, layer + "ln_2");
            linear(tensors, layer + "mlp.c_fc", neurons, sizes(width, neurons));
            linear(tensors, layer + "mlp.c_proj", width, sizes(neurons, width));
        }
        norm(tensors, "ln_f");
        return tensors;
    }

    private Map<String, long[]> neox() {
        Map<String, long[]> tensors = new LinkedHashMap<>();
        tensors.put("gpt_neox.embed_in.weight", sizes(vocabulary, width));
        for (int l = 0; l < layers; l++) {
            String layer = "gpt_neox.layers." + l + ".";
            norm(tensors, layer + "input_layernorm");
            norm(tensors, layer + "post_attention_layernorm");
            linear(tensors, layer + "attention.query_key_value", 3 * width, sizes(3 * width, width));
            linear(tensors, layer + "attention.dense", width, sizes(width, width));
            linear(tensors, layer + "mlp.dense_h_to_4h", neurons, sizes(neurons, width));
            linear(tensors, layer + "mlp.dense_4h_to_h", width, sizes(width, neurons));
        }
        norm(tensors, "gpt_neox.final_layer_norm");
        tensors.put("embed_out.weight", sizes(vocabulary, width));
        return tensors;
    }

    /** Llama and Qwen 2, which has biases of queries, keys and values. */
    private Map<String, long[]> decoder() {
        Map<String, long[]> tensors = new LinkedHashMap<>();
        tensors.put("model.embed_tokens.weight", sizes(vocabulary, width));
        int shared = width / heads * keyValueHeads;
        for (int l = 0; l < layers; l++) {
            String layer = "model.layers." + l + ".";
            tensors.put(layer + "input_layernorm.weight", sizes(width));
            projection(tensors, layer + "self_attn.q_proj", width);
            projection(tensors, layer + "self_attn.k_proj", shared);
            projection(tensors, layer + "self_attn.v_proj", shared);
            tensors.put(layer + "self_attn.o_proj.weight", sizes(width, width));
            tensors.put(layer + "post_attention_layernorm.weight", sizes(width));
            tensors.put(layer + "mlp.gate_proj.weight", sizes(neurons, width));
            tensors.put(layer + "mlp.up_proj.weight", sizes(neurons, width));
            tensors.put(layer + "mlp.down_proj.weight", sizes(width, neurons));
        }
        tensors.put("model.norm.weight", sizes(width));
        if (!tied) {
            tensors.put("lm_head.weight", sizes(vocabulary, width));
        }
        return tensors;
    }

    private void projection(Map<String, long[]> tensors, String name, int out) {
        tensors.put(name + ".weight", sizes(out, width));
        if (family.equals("qwen2")) {
            tensors.put(name + ".bias", sizes(out));
        }
    }

    private void norm(Map<String, long[]> tensors, String name) {
        linear(tensors, name, width, sizes(width));
    }

    private static void linear(Map<String, long[]> tensors, String name, int out, long[] weight) {
        tensors.put(name + ".weight", weight);
        tensors.put(name + ".bias", sizes(out));
    }

    private static long[] sizes(long... sizes) {
        return sizes;
    }

    String config() {
        String json = switch (family) {
            case "gpt2" -> "'model_type': 'gpt2', 'n_embd': %d, 'n_inner': %d, 'n_layer': %d, 'n_head': %d,"
                    + " 'vocab_size': %d, 'n_positions': %d, 'activation_function': 'gelu_new',"
                    + " 'layer_norm_epsilon': 1e-5";
            case "gpt_neox" -> decoderSizes() + ", 'hidden_act': 'gelu', 'rotary_pct': 0.25, 'rotary_emb_base': 10000,"
                    + " 'use_parallel_residual': true, 'layer_norm_eps': 1e-5, 'tie_word_embeddings': false";
            case "llama" -> decoderSizes() + ", 'num_key_value_heads': " + keyValueHeads + ", 'hidden_act': 'silu',"
                    + " 'rms_norm_eps': 1e-5, 'tie_word_embeddings': " + tied + ", 'rope_theta': 500000.0,"
                    + " 'rope_scaling': {'rope_type': 'llama3', 'factor': 32.0, 'low_freq_factor': 1.0,"
                    + " 'high_freq_factor': 4.0, 'original_max_position_embeddings': 8192}";
            default -> decoderSizes() + ", 'num_key_value_heads': " + keyValueHeads + ", 'hidden_act': 'silu',"
                    + " 'rms_norm_eps': 1e-6, 'tie_word_embeddings': " + tied + ", 'rope_theta': 1000000.0";
        };
        return "{" + String.format(Locale.ROOT, json, width, neurons, layers, heads, vocabulary, positions)
                .replace('\'', '"') + "}";
    }

    private String decoderSizes() {
        return "'model_type': '" + family + "', 'hidden_size': %d, 'intermediate_size': %d, 'num_hidden_layers': %d,"
                + " 'num_attention_heads': %d, 'vocab_size': %d, 'max_position_embeddings': %d";
    }
}
