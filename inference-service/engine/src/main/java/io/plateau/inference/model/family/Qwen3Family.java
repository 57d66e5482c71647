package io.plateau.inference.model.family;

import java.util.List;

import io.plateau.inference.checkpoint.ModelConfig;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.HeadProjection;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.Norm;
import io.plateau.inference.model.Residual;
import io.plateau.inference.model.SeparateProjections;

/** Qwen 3: as Llama with norms of each head's query and key; heads need not share out the width. */
final class Qwen3Family extends DecoderFamily {
    private static final int KEY_VALUE_HEADS = 32;
    private static final int HEAD_WIDTH = 128;

    @Override
    public String name() {
        return "qwen3";
    }

    @Override
    DecoderSizes sizes(ModelConfig config) {
        return DecoderSizes.of(config, KEY_VALUE_HEADS, HEAD_WIDTH);
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
        String name = "layers." + index;
        boolean bias = decoder.config().flag("attention_bias", false);
        SeparateProjections projections = new SeparateProjections(
                normed(decoder, decoder.query(name, bias), name + ".self_attn.q_norm"),
                normed(decoder, decoder.key(name, bias), name + ".self_attn.k_norm"), decoder.value(name, bias));
        return new Layer(index,
                decoder.attention(index, decoder.norm(name + ".input_layernorm"), projections,
                        decoder.output(name, bias)),
                new FeedForward(decoder.norm(name + ".post_attention_layernorm"),
                        decoder.gatedMlp(name, ModelFamily.nonLinearity(decoder.config(), "hidden_act", "silu"),
                                false)),
                Residual.SEQUENTIAL);
    }

    private static HeadProjection normed(Decoder decoder, HeadProjection heads, String norm) {
        return new HeadProjection(heads.linear(), heads.heads(), Norm.NONE,
                decoder.norm(norm, decoder.sizes().headWidth()));
    }
}
