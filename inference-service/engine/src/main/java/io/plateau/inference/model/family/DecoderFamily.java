package io.plateau.inference.model.family;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.checkpoint.ModelConfig;
import io.plateau.inference.model.CausalMask;
import io.plateau.inference.model.Embedding;
import io.plateau.inference.model.HeadShape;
import io.plateau.inference.model.Layer;
import io.plateau.inference.model.Linear;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.model.Norm;
import io.plateau.inference.model.SoftCap;
import io.plateau.inference.model.Transformer;

/** What decoders since Llama share: gated MLPs, rotary positions, an RMS norm in front of the unembedding, and most names. */
abstract class DecoderFamily implements ModelFamily {
    private static final List<String> PREFIXES = List.of("model.", "");
    private static final List<String> HEADS = List.of("lm_head.weight");
    /** Rotary frequencies. */
    private static final Pattern BUFFERS = Pattern
            .compile("(model\\.)?(layers\\.\\d+\\.self_attn\\.)?rotary_emb\\.inv_freq");

    @Override
    public Set<String> harmlessFields() {
        return Set.of();
    }

    @Override
    public Pattern buffers() {
        return BUFFERS;
    }

    DecoderSizes sizes(ModelConfig config) {
        return DecoderSizes.of(config);
    }

    /** Per layer the most keys that a position attends to, itself included. */
    List<Integer> windows(ModelConfig config, DecoderSizes sizes) {
        return Collections.nCopies(sizes.layers(), CausalMask.UNLIMITED);
    }

    RotarySettings rotary(ModelConfig config, DecoderSizes sizes) {
        return RotarySettings.whole(config, sizes.headWidth());
    }

    /** Of the norms. */
    abstract double epsilon(ModelConfig config);

    boolean tiedWhenAbsent() {
        return false;
    }

    double embeddingScale(DecoderSizes sizes) {
        return 1;
    }

    SoftCap logitCap(ModelConfig config) {
        return SoftCap.NONE;
    }

    boolean gatedMlp() {
        return true;
    }

    /** Whether what the MLP writes is added to the residual stream as it is. */
    boolean writesDirectly() {
        return true;
    }

    abstract Layer layer(Decoder decoder, int index);

    @Override
    public ModelShape shape(ModelConfig config) {
        DecoderSizes sizes = sizes(config);
        return new ModelShape(name(), sizes.layers(),
                HeadShape.of(sizes.heads(), sizes.keyValueHeads(), sizes.headWidth(), windows(config, sizes)),
                sizes.width(), sizes.neurons(), gatedMlp(), sizes.vocabulary(), sizes.positions(), false,
                writesDirectly() && !logitCap(config).caps());
    }

    @Override
    public Transformer load(Checkpoint checkpoint, NDManager manager) {
        ModelConfig config = checkpoint.config();
        DecoderSizes sizes = sizes(config);
        Decoder decoder = new Decoder(checkpoint, PREFIXES, manager, sizes, windows(config, sizes),
                epsilon(config), rotary(config, sizes));
        NDArray[] embeddings = decoder.weights().embeddings("embed_tokens.weight", HEADS,
                config.flag("tie_word_embeddings", tiedWhenAbsent()), sizes.vocabulary(), sizes.width());
        return new Transformer(name(), sizes.positions(), new Embedding(embeddings[0], null, embeddingScale(sizes)),
                IntStream.range(0, sizes.layers()).mapToObj(index -> layer(decoder, index)).toList(),
                finalNorm(decoder), new Linear(embeddings[1], null), logitCap(config));
    }

    Norm finalNorm(Decoder decoder) {
        return decoder.norm("norm");
    }
}
