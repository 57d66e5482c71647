package io.plateau.inference.model.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.plateau.contracts.specification.TokenSpecification.Prefix;
import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.checkpoint.ModelConfig;
import io.plateau.inference.model.Attention;
import io.plateau.inference.model.CausalMask;
import io.plateau.inference.model.Embedding;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.FusedProjections;
import io.plateau.inference.model.HeadOrder;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.Linear;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.model.PlainMlp;
import io.plateau.inference.model.Residual;
import io.plateau.inference.model.Rotary;
import io.plateau.inference.model.Transformer;

/** GPT-NeoX, as Pythia: rotary positions, parallel residual unless switched off, unembedding usually untied. */
final class GptNeoxFamily implements ModelFamily {
    private static final List<String> PREFIXES = List.of("gpt_neox.", "");
    private static final List<String> HEADS = List.of("embed_out.weight", "lm_head.weight");
    /** Causal masks and rotary frequencies. */
    private static final Pattern BUFFERS = Pattern.compile("(gpt_neox\\.)?(layers\\.\\d+\\.attention\\."
            + "((masked_)?bias|rotary_emb\\.inv_freq)|rotary_emb\\.inv_freq)");

    @Override
    public String name() {
        return "gpt_neox";
    }

    @Override
    public Set<String> harmlessFields() {
        return Set.of();
    }

    @Override
    public Pattern buffers() {
        return BUFFERS;
    }

    @Override
    public Prefix prefix() {
        return Prefix.NONE;
    }

    @Override
    public ModelShape shape(ModelConfig config) {
        return new ModelShape(name(), config.size("num_hidden_layers"), config.size("num_attention_heads"),
                config.size("hidden_size"), config.size("intermediate_size"), config.size("vocab_size"),
                config.size("max_position_embeddings"), isParallel(config));
    }

    private static boolean isParallel(ModelConfig config) {
        return config.flag("use_parallel_residual", true);
    }

    @Override
    public Transformer load(Checkpoint checkpoint, NDManager manager) {
        ModelConfig config = checkpoint.config();
        WeightSource weights = new WeightSource(checkpoint, PREFIXES, manager);
        int width = config.size("hidden_size");
        int positions = config.size("max_position_embeddings");
        int vocabulary = config.size("vocab_size");
        CausalMask mask = new CausalMask(manager);
        int headWidth = ModelFamily.headWidth(config, width, config.size("num_attention_heads"));
        if (config.size("head_dim", headWidth) != headWidth) {
            throw config.refusal("has head_dim = " + config.size("head_dim") + "; the heads of this family have "
                    + headWidth + " dimensions, their share of hidden_size");
        }
        Rotary rotary = RotarySettings.ofNeoX(config, headWidth).code(manager);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < config.size("num_hidden_layers"); i++) {
            layers.add(layer(config, weights, mask, rotary, i));
        }
        NDArray[] embeddings = weights.embeddings("embed_in.weight", HEADS, config.flag("tie_word_embeddings", false),
                vocabulary, width);
        return new Transformer(name(), positions, new Embedding(embeddings[0]), List.copyOf(layers),
                weights.norm("final_layer_norm", width, epsilon(config)), new Linear(embeddings[1], null));
    }

    private static Layer layer(ModelConfig config, WeightSource weights, CausalMask mask, Rotary rotary, int index) {
        String prefix = "layers." + index;
        int width = config.size("hidden_size");
        int heads = config.size("num_attention_heads");
        int neurons = config.size("intermediate_size");
        boolean bias = config.flag("attention_bias", true);
        Attention attention = new Attention(heads,
                weights.norm(prefix + ".input_layernorm", width, epsilon(config)),
                new FusedProjections(weights.linear(prefix + ".attention.query_key_value", 3 * width, width, bias),
                        HeadOrder.HEAD_FIRST, heads),
                rotary, mask, 1 / Math.sqrt(ModelFamily.headWidth(config, width, heads)),
                weights.linear(prefix + ".attention.dense", width, width, bias));
        FeedForward feedForward = new FeedForward(
                weights.norm(prefix + ".post_attention_layernorm", width, epsilon(config)),
                new PlainMlp(weights.linear(prefix + ".mlp.dense_h_to_4h", neurons, width, true),
                        ModelFamily.nonLinearity(config, "hidden_act", "gelu"),
                        weights.linear(prefix + ".mlp.dense_4h_to_h", width, neurons, true)));
        return new Layer(index, attention, feedForward,
                isParallel(config) ? Residual.PARALLEL : Residual.SEQUENTIAL);
    }

    private static double epsilon(ModelConfig config) {
        return config.number("layer_norm_eps", 1e-5);
    }
}
