package io.plateau.inference.model.family;

import java.util.List;
import java.util.Set;

import io.plateau.inference.checkpoint.ModelConfig;
import io.plateau.inference.model.CausalMask;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.GatedMlp;
import io.plateau.inference.model.HeadProjection;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.Linear;
import io.plateau.inference.model.Residual;
import io.plateau.inference.model.SeparateProjections;

/** Phi 3 and 4: as Llama, with queries, keys and values in one weight and gate and up-projection in another. */
final class Phi3Family extends DecoderFamily {
    /**
     * The original length is read by a scaling that is refused. The code that {@code auto_map} points to is older than the
     * library's own class, which is what is computed here.
     */
    private static final Set<String> HARMLESS = Set.of("original_max_position_embeddings", ModelFamily.OWN_CODE);

    @Override
    public String name() {
        return "phi3";
    }

    @Override
    public Set<String> harmlessFields() {
        return HARMLESS;
    }

    @Override
    List<Integer> windows(ModelConfig config, DecoderSizes sizes) {
        return Windows.everywhere(config, sizes.layers(), CausalMask.UNLIMITED);
    }

    /** The library reads YaRN as another kind in this family. */
    @Override
    RotarySettings rotary(ModelConfig config, DecoderSizes sizes) {
        return RotarySettings.unscaledPartial(config, sizes.headWidth());
    }

    @Override
    double epsilon(ModelConfig config) {
        return config.number("rms_norm_eps", 1e-5);
    }

    @Override
    Layer layer(Decoder decoder, int index) {
        ModelFamily.requireOff(decoder.config(), "attention_bias", "mlp_bias", "lm_head_bias");
        String name = "layers." + index;
        return new Layer(index,
                decoder.attention(index, decoder.norm(name + ".input_layernorm"), projections(decoder, name),
                        decoder.output(name, false)),
                new FeedForward(decoder.norm(name + ".post_attention_layernorm"), mlp(decoder, name)),
                Residual.SEQUENTIAL);
    }

    private static SeparateProjections projections(Decoder decoder, String name) {
        DecoderSizes sizes = decoder.sizes();
        int queries = sizes.heads() * sizes.headWidth();
        int keys = sizes.keyValueHeads() * sizes.headWidth();
        Linear fused = decoder.weights().linear(name + ".self_attn.qkv_proj", queries + 2 * keys, sizes.width(), false);
        return new SeparateProjections(
                new HeadProjection(fused.rows(0, queries), sizes.heads()),
                new HeadProjection(fused.rows(queries, queries + keys), sizes.keyValueHeads()),
                new HeadProjection(fused.rows(queries + keys, queries + 2 * keys), sizes.keyValueHeads()));
    }

    private static GatedMlp mlp(Decoder decoder, String name) {
        int neurons = decoder.sizes().neurons();
        int width = decoder.sizes().width();
        Linear fused = decoder.weights().linear(name + ".mlp.gate_up_proj", 2 * neurons, width, false);
        return new GatedMlp(fused.rows(0, neurons),
                ModelFamily.nonLinearity(decoder.config(), "hidden_act", "silu"), fused.rows(neurons, 2 * neurons),
                decoder.weights().linear(name + ".mlp.down_proj", width, neurons, false));
    }
}
