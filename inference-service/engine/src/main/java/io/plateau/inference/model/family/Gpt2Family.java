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
import io.plateau.inference.model.PositionCode;
import io.plateau.inference.model.Residual;
import io.plateau.inference.model.Transformer;

/** GPT-2: learned positions, sequential residual, linear layers stored in, out, unembedding usually tied. */
final class Gpt2Family implements ModelFamily {
    private static final List<String> PREFIXES = List.of("", "transformer.");
    private static final List<String> HEADS = List.of("lm_head.weight");
    /** Causal masks. */
    private static final Pattern BUFFERS = Pattern.compile("(transformer\\.)?h\\.\\d+\\.attn\\.(masked_)?bias");
    /**
     * The summary is of classifiers, {@code n_ctx} repeats {@code n_positions}; the order of operations
     * and the precision in which half floats are multiplied are as {@code reorder_and_upcast_attn} asks in any case.
     */
    private static final Set<String> HARMLESS = Set.of("summary_activation", "summary_hidden_size",
            "summary_proj_to_labels", "summary_type",
            "summary_use_proj", "predict_special_tokens", "n_ctx", "reorder_and_upcast_attn");

    @Override
    public String name() {
        return "gpt2";
    }

    @Override
    public Set<String> harmlessFields() {
        return HARMLESS;
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
        return new ModelShape(name(), layers(config), heads(config), width(config), neurons(config),
                config.size("vocab_size"), positions(config), false);
    }

    @Override
    public Transformer load(Checkpoint checkpoint, NDManager manager) {
        ModelConfig config = checkpoint.config();
        WeightSource weights = new WeightSource(checkpoint, PREFIXES, manager);
        int width = width(config);
        int positions = positions(config);
        int vocabulary = config.size("vocab_size");
        CausalMask mask = new CausalMask(manager);
        int layerCount = layers(config);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < layerCount; i++) {
            layers.add(layer(config, weights, mask, i));
        }
        NDArray[] embeddings = weights.embeddings("wte.weight", HEADS, config.flag("tie_word_embeddings", true),
                vocabulary, width);
        return new Transformer(name(), positions,
                new Embedding(embeddings[0], weights.tensor("wpe.weight", positions, width), 1), List.copyOf(layers),
                weights.norm("ln_f", width, epsilon(config)), new Linear(embeddings[1], null));
    }

    private static Layer layer(ModelConfig config, WeightSource weights, CausalMask mask, int index) {
        String prefix = "h." + index;
        int width = width(config);
        int heads = heads(config);
        int neurons = neurons(config);
        int headWidth = ModelFamily.headWidth(config, width, heads);
        double scale = config.flag("scale_attn_weights", true) ? 1 / Math.sqrt(headWidth) : 1;
        double byLayer = config.flag("scale_attn_by_inverse_layer_idx", false) ? 1.0 / (index + 1) : 1;
        Attention attention = new Attention(heads, weights.norm(prefix + ".ln_1", width, epsilon(config)),
                new FusedProjections(weights.transposed(prefix + ".attn.c_attn", 3 * width, width),
                        HeadOrder.PROJECTION_FIRST, heads),
                PositionCode.NONE, mask, scale * byLayer,
                weights.transposed(prefix + ".attn.c_proj", width, width));
        FeedForward feedForward = new FeedForward(weights.norm(prefix + ".ln_2", width, epsilon(config)),
                new PlainMlp(weights.transposed(prefix + ".mlp.c_fc", neurons, width),
                        ModelFamily.nonLinearity(config, "activation_function", "gelu_new"),
                        weights.transposed(prefix + ".mlp.c_proj", width, neurons)));
        return new Layer(index, attention, feedForward, Residual.SEQUENTIAL);
    }

    private static int layers(ModelConfig config) {
        return config.size(config.spelling("n_layer", "num_hidden_layers"));
    }

    private static int heads(ModelConfig config) {
        return config.size(config.spelling("n_head", "num_attention_heads"));
    }

    private static int neurons(ModelConfig config) {
        return config.size("n_inner", 4 * width(config));
    }

    private static int positions(ModelConfig config) {
        return config.size(config.spelling("n_positions", "max_position_embeddings"));
    }

    private static int width(ModelConfig config) {
        return config.size(config.spelling("n_embd", "hidden_size"));
    }

    private static double epsilon(ModelConfig config) {
        return config.number("layer_norm_epsilon", 1e-5);
    }
}
