package io.plateau.inference.model;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.checkpoint.ModelConfig;

/** GPT-2: learned positions, sequential residual, linear layers stored in, out, unembedding usually tied. */
final class Gpt2Family implements ModelFamily {
    private static final List<String> PREFIXES = List.of("", "transformer.");

    @Override
    public String name() {
        return "gpt2";
    }

    @Override
    public Transformer load(Checkpoint checkpoint, NDManager manager) {
        ModelConfig config = checkpoint.config();
        WeightSource weights = new WeightSource(checkpoint, PREFIXES, manager);
        int width = config.size("n_embd");
        int positions = config.size("n_positions");
        int vocabulary = config.size("vocab_size");
        CausalMask mask = new CausalMask(manager);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < config.size("n_layer"); i++) {
            layers.add(layer(config, weights, mask, i));
        }
        NDArray embedding = weights.tensor("wte.weight", vocabulary, width);
        Linear unembedding = config.flag("tie_word_embeddings", true)
                ? new Linear(embedding, null)
                : weights.linear("lm_head", vocabulary, width, false);
        return new Transformer(name(), positions, embedding, weights.tensor("wpe.weight", positions, width),
                List.copyOf(layers), weights.norm("ln_f", width, epsilon(config)), unembedding);
    }

    private static Layer layer(ModelConfig config, WeightSource weights, CausalMask mask, int index) {
        String prefix = "h." + index;
        int width = config.size("n_embd");
        int heads = config.size("n_head");
        int neurons = config.size("n_inner", 4 * width);
        int headWidth = ModelFamily.headWidth(config, width, heads);
        double scale = config.flag("scale_attn_weights", true) ? 1 / Math.sqrt(headWidth) : 1;
        double byLayer = config.flag("scale_attn_by_inverse_layer_idx", false) ? 1.0 / (index + 1) : 1;
        Attention attention = new Attention(heads, weights.norm(prefix + ".ln_1", width, epsilon(config)),
                weights.transposed(prefix + ".attn.c_attn", 3 * width, width), HeadOrder.PROJECTION_FIRST,
                PositionCode.NONE, mask, scale * byLayer,
                weights.transposed(prefix + ".attn.c_proj", width, width));
        FeedForward feedForward = new FeedForward(weights.norm(prefix + ".ln_2", width, epsilon(config)),
                weights.transposed(prefix + ".mlp.c_fc", neurons, width),
                ModelFamily.nonLinearity(config, "activation_function", "gelu_new"),
                weights.transposed(prefix + ".mlp.c_proj", width, neurons));
        return new Layer(index, attention, feedForward, ResidualOrder.SEQUENTIAL);
    }

    private static double epsilon(ModelConfig config) {
        return config.number("layer_norm_epsilon", 1e-5);
    }
}
