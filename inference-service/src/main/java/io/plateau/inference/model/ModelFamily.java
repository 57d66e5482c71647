package io.plateau.inference.model;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import ai.djl.ndarray.NDManager;

import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.checkpoint.ModelConfig;

/**
 * Maps the configuration and the weights of one family of checkpoints onto the shared blocks. What {@link #load} does not read is
 * refused (a field) or named in the checkpoint's notes (a tensor), unless the family declares it harmless.
 */
public interface ModelFamily {
    /** The families that can be loaded. */
    List<ModelFamily> ALL = List.of(new Gpt2Family(), new GptNeoxFamily());

    /** As in {@code model_type} of {@code config.json}. */
    String name();

    /** Fields of {@code config.json}, beside those common to all families, that do not bear on what a forward pass computes. */
    Set<String> harmlessFields();

    /** Full names of stored tensors that are no weights: buffers that the publishing library computes anew. */
    Pattern buffers();

    /** Sizes by the configuration alone; of a checkpoint that can be loaded, those of what is loaded. */
    ModelShape shape(ModelConfig config);

    /** @param manager owns the weights */
    Transformer load(Checkpoint checkpoint, NDManager manager);

    /**
     * Loads a checkpoint of whichever family it belongs to.
     *
     * @throws io.plateau.contracts.UnprocessableException when the checkpoint is not supported or contradicts itself
     */
    static Transformer loadAny(Checkpoint checkpoint, NDManager manager) {
        ModelConfig config = checkpoint.config();
        ModelFamily family = of(config);
        HarmlessFields.requireOff(config);
        Transformer model = family.load(checkpoint, manager);
        config.refuseUnread(family.name(),
                field -> HarmlessFields.contains(field) || family.harmlessFields().contains(field));
        checkpoint.noteUnread(family.name(), family.buffers());
        return model;
    }

    /**
     * Sizes of a checkpoint of whichever family it belongs to, without its weights.
     *
     * @throws io.plateau.contracts.UnprocessableException when the configuration is not supported
     */
    static ModelShape shapeOfAny(Checkpoint checkpoint) {
        HarmlessFields.requireOff(checkpoint.config());
        return of(checkpoint.config()).shape(checkpoint.config());
    }

    private static ModelFamily of(ModelConfig config) {
        String type = config.modelType();
        return ALL.stream().filter(one -> one.name().equals(type)).findFirst()
                .orElseThrow(() -> config.refusal("has model_type '" + type + "'; supported are "
                        + ALL.stream().map(ModelFamily::name).collect(Collectors.joining(", "))));
    }

    /** The non-linearity that a field names. */
    static NonLinearity nonLinearity(ModelConfig config, String field, String whenAbsent) {
        String name = config.text(field, whenAbsent);
        return NonLinearity.named(name)
                .orElseThrow(() -> config.refusal("has " + field + " '" + name + "', which is not supported"));
    }

    /** d = D / H, where it divides. */
    static int headWidth(ModelConfig config, int width, int heads) {
        if (width % heads != 0) {
            throw config.refusal("has a width of " + width + " that " + heads + " heads do not divide");
        }
        return width / heads;
    }
}
