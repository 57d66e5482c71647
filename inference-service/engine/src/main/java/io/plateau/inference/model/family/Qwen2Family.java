package io.plateau.inference.model.family;

import java.util.List;

import io.plateau.inference.checkpoint.ModelConfig;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.Residual;

/** Qwen 2 and 2.5: as Llama with biases of queries, keys and values; later layers may have a window. */
final class Qwen2Family extends DecoderFamily {
    private static final int KEY_VALUE_HEADS = 32;

    @Override
    public String name() {
        return "qwen2";
    }

    @Override
    DecoderSizes sizes(ModelConfig config) {
        return DecoderSizes.of(config, KEY_VALUE_HEADS, null);
    }

    @Override
    List<Integer> windows(ModelConfig config, DecoderSizes sizes) {
        return QwenWindows.of(config, sizes.layers());
    }

    @Override
    double epsilon(ModelConfig config) {
        return config.number("rms_norm_eps", 1e-6);
    }

    @Override
    Layer layer(Decoder decoder, int index) {
        ModelFamily.requireOff(decoder.config(), "use_mrope");
        String name = "layers." + index;
        return new Layer(index,
                decoder.attention(index, decoder.norm(name + ".input_layernorm"), decoder.projections(name, true),
                        decoder.output(name, false)),
                new FeedForward(decoder.norm(name + ".post_attention_layernorm"),
                        decoder.gatedMlp(name, ModelFamily.nonLinearity(decoder.config(), "hidden_act", "silu"),
                                false)),
                Residual.SEQUENTIAL);
    }
}
