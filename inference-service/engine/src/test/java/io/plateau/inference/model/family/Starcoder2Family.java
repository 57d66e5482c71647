package io.plateau.inference.model.family;

import java.util.List;

import io.plateau.inference.checkpoint.ModelConfig;
import io.plateau.inference.model.CausalMask;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.Norm;
import io.plateau.inference.model.PlainMlp;
import io.plateau.inference.model.Residual;

/** StarCoder 2, which the service does not have: layer norms, plain MLPs and biases around grouped rotary attention. */
final class Starcoder2Family extends DecoderFamily {
    private static final int KEY_VALUE_HEADS = 2;

    @Override
    public String name() {
        return "starcoder2";
    }

    @Override
    DecoderSizes sizes(ModelConfig config) {
        return DecoderSizes.of(config, KEY_VALUE_HEADS, null);
    }

    @Override
    List<Integer> windows(ModelConfig config, DecoderSizes sizes) {
        return Windows.everywhere(config, sizes.layers(), CausalMask.UNLIMITED);
    }

    @Override
    boolean gatedMlp() {
        return false;
    }

    @Override
    double epsilon(ModelConfig config) {
        return config.number("norm_epsilon", 1e-5);
    }

    @Override
    boolean tiedWhenAbsent() {
        return true;
    }

    @Override
    Norm finalNorm(Decoder decoder) {
        return norm(decoder, "norm");
    }

    @Override
    Layer layer(Decoder decoder, int index) {
        String name = "layers." + index;
        boolean bias = decoder.config().flag("use_bias", true);
        int width = decoder.sizes().width();
        int neurons = decoder.sizes().neurons();
        return new Layer(index,
                decoder.attention(index, norm(decoder, name + ".input_layernorm"), decoder.projections(name, bias),
                        decoder.output(name, bias)),
                new FeedForward(norm(decoder, name + ".post_attention_layernorm"),
                        new PlainMlp(decoder.weights().linear(name + ".mlp.c_fc", neurons, width, bias),
                                ModelFamily.nonLinearity(decoder.config(), "hidden_act", "gelu_pytorch_tanh"),
                                decoder.weights().linear(name + ".mlp.c_proj", width, neurons, bias))),
                Residual.SEQUENTIAL);
    }

    private static Norm norm(Decoder decoder, String name) {
        return decoder.weights().norm(name, decoder.sizes().width(), decoder.epsilon());
    }
}
