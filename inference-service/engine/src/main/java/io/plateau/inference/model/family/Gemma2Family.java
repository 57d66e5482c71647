package io.plateau.inference.model.family;

import java.util.List;

import io.plateau.inference.checkpoint.ModelConfig;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.NonLinearity;
import io.plateau.inference.model.Norm;
import io.plateau.inference.model.Residual;
import io.plateau.inference.model.SoftCap;

/** Gemma 2: norms on either side of attention and MLP, capped logits, every other layer with a window, embeddings scaled by √D. */
final class Gemma2Family extends DecoderFamily {
    private static final int KEY_VALUE_HEADS = 4;
    private static final int HEAD_WIDTH = 256;
    private static final int WINDOW = 4_096;
    private static final double QUERY_SCALAR = 256;
    private static final double ATTENTION_CAP = 50;
    private static final double LOGIT_CAP = 30;

    @Override
    public String name() {
        return "gemma2";
    }

    @Override
    DecoderSizes sizes(ModelConfig config) {
        return DecoderSizes.of(config, KEY_VALUE_HEADS, HEAD_WIDTH);
    }

    @Override
    List<Integer> windows(ModelConfig config, DecoderSizes sizes) {
        return Windows.byLayer(config, sizes.layers(), Windows.window(config, WINDOW), layer -> layer % 2 == 0);
    }

    @Override
    double epsilon(ModelConfig config) {
        return config.number("rms_norm_eps", 1e-6);
    }

    @Override
    boolean tiedWhenAbsent() {
        return true;
    }

    @Override
    double embeddingScale(DecoderSizes sizes) {
        return Math.sqrt(sizes.width());
    }

    @Override
    SoftCap logitCap(ModelConfig config) {
        return cap(config, "final_logit_softcapping", LOGIT_CAP);
    }

    @Override
    boolean writesDirectly() {
        return false;
    }

    @Override
    Norm finalNorm(Decoder decoder) {
        return norm(decoder, "norm");
    }

    @Override
    Layer layer(Decoder decoder, int index) {
        ModelConfig config = decoder.config();
        ModelFamily.requireOff(config, "use_bidirectional_attention");
        String name = "layers." + index;
        boolean bias = config.flag("attention_bias", false);
        return new Layer(index,
                decoder.attention(index, norm(decoder, name + ".input_layernorm"), decoder.projections(name, bias),
                        scale(config), cap(config, "attn_logit_softcapping", ATTENTION_CAP),
                        decoder.output(name, bias), norm(decoder, name + ".post_attention_layernorm")),
                new FeedForward(norm(decoder, name + ".pre_feedforward_layernorm"),
                        decoder.gatedMlp(name, nonLinearity(config), false),
                        norm(decoder, name + ".post_feedforward_layernorm")),
                Residual.SEQUENTIAL);
    }

    /** Gains are stored less one. */
    private static Norm norm(Decoder decoder, String name) {
        Norm stored = decoder.norm(name);
        return stored.withGain(stored.gain().add(1));
    }

    private static double scale(ModelConfig config) {
        double scalar = config.number("query_pre_attn_scalar", QUERY_SCALAR);
        if (scalar <= 0) {
            throw config.refusal("has query_pre_attn_scalar = " + scalar + "; it must be positive");
        }
        return 1 / Math.sqrt(scalar);
    }

    /** Null switches a cap off. */
    private static SoftCap cap(ModelConfig config, String field, double whenAbsent) {
        if (config.isNull(field)) {
            return SoftCap.NONE;
        }
        double limit = config.number(field, whenAbsent);
        if (limit <= 0) {
            throw config.refusal("has " + field + " = " + limit + "; it must be positive, or null for no cap");
        }
        return new SoftCap(limit);
    }

    /** Configurations have carried it under two names, of which the library reads the first. */
    private static NonLinearity nonLinearity(ModelConfig config) {
        String field = config.spelling("hidden_activation", "hidden_act");
        if (field.equals("hidden_act") && config.has(field)
                && !config.text(field, "").equals("gelu_pytorch_tanh")) {
            throw config.refusal("has hidden_act = '" + config.text(field, "")
                    + "', which this family does not read; its activation is hidden_activation");
        }
        return ModelFamily.nonLinearity(config, "hidden_activation", "gelu_pytorch_tanh");
    }
}
