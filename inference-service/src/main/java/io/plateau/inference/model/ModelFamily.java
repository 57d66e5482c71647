package io.plateau.inference.model;

import java.util.List;
import java.util.stream.Collectors;

import ai.djl.ndarray.NDManager;

import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.checkpoint.ModelConfig;

/** Maps the configuration and the weights of one family of checkpoints onto the shared blocks. */
public interface ModelFamily {
    /** The families that can be loaded. */
    List<ModelFamily> ALL = List.of(new Gpt2Family(), new GptNeoxFamily());

    /** As in {@code model_type} of {@code config.json}. */
    String name();

    /** @param manager owns the weights */
    Transformer load(Checkpoint checkpoint, NDManager manager);

    /** Loads a checkpoint of whichever family it belongs to. */
    static Transformer loadAny(Checkpoint checkpoint, NDManager manager) {
        String type = checkpoint.config().modelType();
        return ALL.stream().filter(family -> family.name().equals(type)).findFirst()
                .orElseThrow(() -> checkpoint.config().refusal("has model_type '" + type + "'; supported are "
                        + ALL.stream().map(ModelFamily::name).collect(Collectors.joining(", "))))
                .load(checkpoint, manager);
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
