package io.plateau.inference.model.family;

import java.util.Set;

import io.plateau.inference.checkpoint.ModelConfig;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.Residual;

/** Llama 1 to 3.x: gated MLP, RMS norms, rotary positions, grouped keys and values from Llama 2 on. */
final class LlamaFamily extends DecoderFamily {
    /** How a matrix product was once cut between devices, and another name of a length that nothing reads. */
    private static final Set<String> HARMLESS = Set.of("pretraining_tp", "max_sequence_length");

    @Override
    public String name() {
        return "llama";
    }

    @Override
    public Set<String> harmlessFields() {
        return HARMLESS;
    }

    @Override
    double epsilon(ModelConfig config) {
        return config.number("rms_norm_eps", 1e-6);
    }

    @Override
    Layer layer(Decoder decoder, int index) {
        String name = "layers." + index;
        boolean bias = decoder.config().flag("attention_bias", false);
        return new Layer(index,
                decoder.attention(index, decoder.norm(name + ".input_layernorm"), decoder.projections(name, bias),
                        decoder.output(name, bias)),
                new FeedForward(decoder.norm(name + ".post_attention_layernorm"),
                        decoder.gatedMlp(name, ModelFamily.nonLinearity(decoder.config(), "hidden_act", "silu"),
                                decoder.config().flag("mlp_bias", false))),
                Residual.SEQUENTIAL);
    }
}
