package io.plateau.inference.model;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.checkpoint.ModelConfig;

/** GPT-NeoX, as Pythia: rotary positions, parallel residual unless switched off, unembedding usually untied. */
final class GptNeoxFamily implements ModelFamily {
    private static final List<String> PREFIXES = List.of("gpt_neox.", "");

    @Override
    public String name() {
        return "gpt_neox";
    }

    @Override
    public Transformer load(Checkpoint checkpoint, NDManager manager) {
        ModelConfig config = checkpoint.config();
        WeightSource weights = new WeightSource(checkpoint, PREFIXES, manager);
        int width = config.size("hidden_size");
        int positions = config.size("max_position_embeddings");
        int vocabulary = config.size("vocab_size");
        CausalMask mask = new CausalMask(manager);
        Rotary rotary = rotary(config, manager);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < config.size("num_hidden_layers"); i++) {
            layers.add(layer(config, weights, mask, rotary, i));
        }
        NDArray embedding = weights.tensor("embed_in.weight", vocabulary, width);
        Linear unembedding = config.flag("tie_word_embeddings", false)
                ? new Linear(embedding, null)
                : weights.linear("embed_out", vocabulary, width, weights.has("embed_out.bias"));
        return new Transformer(name(), positions, embedding, null, List.copyOf(layers),
                weights.norm("final_layer_norm", width, epsilon(config)), unembedding);
    }

    private static Layer layer(ModelConfig config, WeightSource weights, CausalMask mask, Rotary rotary, int index) {
        String prefix = "layers." + index;
        int width = config.size("hidden_size");
        int heads = config.size("num_attention_heads");
        int neurons = config.size("intermediate_size");
        boolean bias = config.flag("attention_bias", true);
        Attention attention = new Attention(heads, weights.norm(prefix + ".input_layernorm", width, epsilon(config)),
                weights.linear(prefix + ".attention.query_key_value", 3 * width, width, bias), HeadOrder.HEAD_FIRST,
                rotary, mask, 1 / Math.sqrt(ModelFamily.headWidth(config, width, heads)),
                weights.linear(prefix + ".attention.dense", width, width, bias));
        FeedForward feedForward = new FeedForward(
                weights.norm(prefix + ".post_attention_layernorm", width, epsilon(config)),
                weights.linear(prefix + ".mlp.dense_h_to_4h", neurons, width, true),
                ModelFamily.nonLinearity(config, "hidden_act", "gelu"),
                weights.linear(prefix + ".mlp.dense_4h_to_h", width, neurons, true));
        return new Layer(index, attention, feedForward,
                config.flag("use_parallel_residual", true) ? ResidualOrder.PARALLEL : ResidualOrder.SEQUENTIAL);
    }

    /** Two spellings: {@code rotary_pct} with {@code rotary_emb_base}, or {@code rope_parameters}. */
    private static Rotary rotary(ModelConfig config, NDManager manager) {
        ModelConfig nested = config.object("rope_parameters");
        String kind = nested.text("rope_type", "default");
        if (!kind.equals("default") || config.has("rope_scaling")) {
            throw config.refusal("asks for scaled rotary positions; only the default kind is supported");
        }
        double share = nested.number("partial_rotary_factor",
                config.number("rotary_pct", config.number("partial_rotary_factor", 0.25)));
        double base = nested.number("rope_theta",
                config.number("rotary_emb_base", config.number("rope_theta", 10_000)));
        int width = ModelFamily.headWidth(config, config.size("hidden_size"), config.size("num_attention_heads"));
        int rotated = (int) (width * share);
        if (rotated < 2 || rotated > width || rotated % 2 != 0 || base <= 0) {
            throw config.refusal("rotates " + rotated + " of " + width + " dimensions with base " + base
                    + "; an even number from 2 to " + width + " and a positive base are needed");
        }
        return new Rotary(manager, rotated, base);
    }

    private static double epsilon(ModelConfig config) {
        return config.number("layer_norm_eps", 1e-5);
    }
}
