package io.plateau.inference.model.family;

import java.util.List;

import io.plateau.inference.checkpoint.ModelConfig;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.Residual;

/** Mistral: as Llama without biases, each position seeing a window of keys. */
final class MistralFamily extends DecoderFamily {
    private static final int KEY_VALUE_HEADS = 8;
    private static final int WINDOW = 4_096;

    @Override
    public String name() {
        return "mistral";
    }

    @Override
    DecoderSizes sizes(ModelConfig config) {
        return DecoderSizes.of(config, KEY_VALUE_HEADS, null);
    }

    @Override
    List<Integer> windows(ModelConfig config, DecoderSizes sizes) {
        return Windows.everywhere(config, sizes.layers(), WINDOW);
    }

    @Override
    double epsilon(ModelConfig config) {
        return config.number("rms_norm_eps", 1e-6);
    }

    @Override
    Layer layer(Decoder decoder, int index) {
        String name = "layers." + index;
        return new Layer(index,
                decoder.attention(index, decoder.norm(name + ".input_layernorm"), decoder.projections(name, false),
                        decoder.output(name, false)),
                new FeedForward(decoder.norm(name + ".post_attention_layernorm"),
                        decoder.gatedMlp(name, ModelFamily.nonLinearity(decoder.config(), "hidden_act", "silu"),
                                false)),
                Residual.SEQUENTIAL);
    }
}
