package io.plateau.inference.model.family;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import ai.djl.ndarray.NDManager;

import io.plateau.contracts.specification.TokenSpecification.Prefix;
import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.checkpoint.ModelConfig;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.model.NonLinearity;
import io.plateau.inference.model.Transformer;

/**
 * Maps the configuration and the weights of one family of checkpoints onto the shared blocks. What {@link #load} does not read is
 * refused (a field) or named in the checkpoint's notes (a tensor), unless the family declares it harmless.
 */
public interface ModelFamily {
    /** The families that can be loaded. */
    List<ModelFamily> ALL = List.of(new Gpt2Family(), new GptNeoxFamily(), new LlamaFamily(), new MistralFamily(),
            new Qwen2Family(), new Qwen3Family(), new Phi3Family(), new Olmo2Family(), new Gemma2Family());

    /** Field that points to code published beside the weights. */
    String OWN_CODE = "auto_map";

    /** As in {@code model_type} of {@code config.json}. */
    String name();

    /** Fields of {@code config.json}, beside those common to all families, that do not bear on what a forward pass computes. */
    Set<String> harmlessFields();

    /** Full names of stored tensors that are no weights: buffers that the publishing library computes anew. */
    Pattern buffers();

    /** What contexts begin with where a specification does not say: as models of the family were trained. */
    default Prefix prefix() {
        return Prefix.AUTO;
    }

    /** {@link #prefix()} of a family by its name. */
    static Prefix prefixOf(String family) {
        return ALL.stream().filter(one -> one.name().equals(family)).findFirst().orElseThrow().prefix();
    }

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
        return of(config).loadWhole(checkpoint, manager);
    }

    /** Loads a checkpoint of this family and holds it to its rules: what nothing read is refused or named. */
    default Transformer loadWhole(Checkpoint checkpoint, NDManager manager) {
        ModelConfig config = checkpoint.config();
        if (!config.modelType().equals(name())) {
            throw config.refusal("has model_type '" + config.modelType() + "', not " + name());
        }
        HarmlessFields.requireOff(config, this);
        Transformer model = load(checkpoint, manager);
        config.refuseUnread(name(), field -> HarmlessFields.contains(field) || harmlessFields().contains(field));
        checkpoint.noteUnread(name(), buffers());
        if (config.has(OWN_CODE)) {
            checkpoint.note(
                    "config.json has an " + OWN_CODE + "; the code it points to was not run, the model is computed"
                            + " as the family " + name() + " of Hugging Face's library");
        }
        return model;
    }

    /**
     * Sizes of a checkpoint of whichever family it belongs to, without its weights.
     *
     * @throws io.plateau.contracts.UnprocessableException when the configuration is not supported
     */
    static ModelShape shapeOfAny(Checkpoint checkpoint) {
        ModelFamily family = of(checkpoint.config());
        HarmlessFields.requireOff(checkpoint.config(), family);
        return family.shape(checkpoint.config());
    }

    private static ModelFamily of(ModelConfig config) {
        String type = config.modelType();
        return ALL.stream().filter(one -> one.name().equals(type)).findFirst()
                .orElseThrow(() -> config.refusal("has model_type '" + type + "'; supported are "
                        + ALL.stream().map(ModelFamily::name).collect(Collectors.joining(", "))));
    }

    /** Switches of variants that are not computed. */
    static void requireOff(ModelConfig config, String... fields) {
        for (String field : fields) {
            if (config.flag(field, false)) {
                throw config.refusal("has " + field + " = true, which is not supported");
            }
        }
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
