package io.plateau.inference.model.family;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDManager;

import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.checkpoint.ModelConfig;
import io.plateau.inference.model.Attention;
import io.plateau.inference.model.CausalMask;
import io.plateau.inference.model.GatedMlp;
import io.plateau.inference.model.HeadProjection;
import io.plateau.inference.model.Linear;
import io.plateau.inference.model.NonLinearity;
import io.plateau.inference.model.Norm;
import io.plateau.inference.model.PositionCode;
import io.plateau.inference.model.Projections;
import io.plateau.inference.model.SeparateProjections;
import io.plateau.inference.model.SoftCap;

/**
 * The parts of one checkpoint of a decoder since Llama, by the names that these families share; a family puts them together.
 *
 * @param windows per layer
 */
record Decoder(ModelConfig config, DecoderSizes sizes, WeightSource weights, List<Integer> windows, double epsilon,
        PositionCode position, Map<Integer, CausalMask> masks) {

    Decoder(Checkpoint checkpoint, List<String> prefixes, NDManager manager, DecoderSizes sizes, List<Integer> windows,
            double epsilon, RotarySettings rotary) {
        this(checkpoint.config(), sizes, new WeightSource(checkpoint, prefixes, manager), windows, epsilon,
                rotary.code(manager), new HashMap<>());
    }

    /** Over the residual stream. */
    Norm norm(String name) {
        return norm(name, sizes.width());
    }

    Norm norm(String name, int width) {
        return weights.rmsNorm(name, width, epsilon);
    }

    double scale() {
        return 1 / Math.sqrt(sizes.headWidth());
    }

    CausalMask mask(int layer) {
        return masks.computeIfAbsent(windows.get(layer), window -> new CausalMask(weights.manager(), window));
    }

    HeadProjection query(String layer, boolean bias) {
        return heads(layer + ".self_attn.q_proj", sizes.heads(), bias);
    }

    HeadProjection key(String layer, boolean bias) {
        return heads(layer + ".self_attn.k_proj", sizes.keyValueHeads(), bias);
    }

    HeadProjection value(String layer, boolean bias) {
        return heads(layer + ".self_attn.v_proj", sizes.keyValueHeads(), bias);
    }

    private HeadProjection heads(String name, int heads, boolean bias) {
        return new HeadProjection(weights.linear(name, heads * sizes.headWidth(), sizes.width(), bias), heads);
    }

    /** Without norms of queries and keys. */
    Projections projections(String layer, boolean bias) {
        return new SeparateProjections(query(layer, bias), key(layer, bias), value(layer, bias));
    }

    /** D, H·d. */
    Linear output(String layer, boolean bias) {
        return weights.linear(layer + ".self_attn.o_proj", sizes.width(), sizes.heads() * sizes.headWidth(), bias);
    }

    /** With a norm in front only. */
    Attention attention(int layer, Norm norm, Projections projections, Linear output) {
        return attention(layer, norm, projections, scale(), SoftCap.NONE, output, Norm.NONE);
    }

    Attention attention(int layer, Norm norm, Projections projections, double scale, SoftCap cap, Linear output,
            Norm after) {
        return new Attention(sizes.heads(), norm, projections, position, mask(layer), scale, cap, output, after);
    }

    GatedMlp gatedMlp(String layer, NonLinearity nonLinearity, boolean bias) {
        String mlp = layer + ".mlp.";
        return new GatedMlp(weights.linear(mlp + "gate_proj", sizes.neurons(), sizes.width(), bias), nonLinearity,
                weights.linear(mlp + "up_proj", sizes.neurons(), sizes.width(), bias),
                weights.linear(mlp + "down_proj", sizes.width(), sizes.neurons(), bias));
    }
}
