package io.plateau.inference.model.family;

import io.plateau.inference.checkpoint.ModelConfig;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.HeadProjection;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.Norm;
import io.plateau.inference.model.Residual;
import io.plateau.inference.model.SeparateProjections;
import io.plateau.inference.model.SoftCap;

/** OLMo 2: norms behind attention and MLP instead of in front of them, and of all queries and all keys together. */
final class Olmo2Family extends DecoderFamily {

    @Override
    public String name() {
        return "olmo2";
    }

    @Override
    double epsilon(ModelConfig config) {
        return config.number("rms_norm_eps", 1e-5);
    }

    @Override
    boolean writesDirectly() {
        return false;
    }

    @Override
    Layer layer(Decoder decoder, int index) {
        String name = "layers." + index;
        boolean bias = decoder.config().flag("attention_bias", false);
        SeparateProjections projections = new SeparateProjections(
                normed(decoder, decoder.query(name, bias), name + ".self_attn.q_norm"),
                normed(decoder, decoder.key(name, bias), name + ".self_attn.k_norm"), decoder.value(name, bias));
        return new Layer(index,
                decoder.attention(index, Norm.NONE, projections, decoder.scale(), SoftCap.NONE,
                        decoder.output(name, bias), decoder.norm(name + ".post_attention_layernorm")),
                new FeedForward(Norm.NONE,
                        decoder.gatedMlp(name, ModelFamily.nonLinearity(decoder.config(), "hidden_act", "silu"),
                                false),
                        decoder.norm(name + ".post_feedforward_layernorm")),
                Residual.SEQUENTIAL);
    }

    private static HeadProjection normed(Decoder decoder, HeadProjection heads, String norm) {
        return new HeadProjection(heads.linear(), heads.heads(),
                decoder.norm(norm, heads.heads() * decoder.sizes().headWidth()), Norm.NONE);
    }
}
