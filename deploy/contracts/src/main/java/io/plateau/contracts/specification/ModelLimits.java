package io.plateau.contracts.specification;

import static io.plateau.contracts.specification.Require.that;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What a model's folder bounds in a specification, from {@code config.json} and the names of its files alone, so that a
 * request can be refused at once. What the configuration does not say, or says wrongly, is unknown here and bounds nothing:
 * that is refused with its own reason where the model is loaded.
 *
 * @param model name, for messages
 * @param positions most tokens of a context; 0 unknown
 * @param layers L; 0 unknown
 * @param reaching layers whose heads can reach the final MLP, the first of them; 0 unknown
 * @param neurons N, of the final MLP; 0 unknown
 * @param counted whether there are token counts beside the weights, as far as is known
 */
public record ModelLimits(String model, int positions, int layers, int reaching, int neurons, boolean counted) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Bytes; configurations have a few thousand. */
    private static final int LARGEST = 1 << 20;

    /** Of a folder in the Hugging Face layout. */
    public static ModelLimits of(String model, Path directory) {
        JsonNode config = read(directory.resolve("config.json"));
        if (config.path("model_type").isMissingNode()) {
            return new ModelLimits(model, 0, 0, 0, 0, true);
        }
        boolean gpt2 = "gpt2".equals(config.path("model_type").asText());
        boolean counted = Files.isRegularFile(directory.resolve("token-counts.json"));
        int layers = size(config, "num_hidden_layers", "n_layer");
        int width = size(config, "hidden_size", "n_embd");
        int neurons = size(config, "intermediate_size", "n_inner");
        boolean parallel = "gpt_neox".equals(config.path("model_type").asText())
                && config.path("use_parallel_residual").asBoolean(true);
        return new ModelLimits(model, size(config, "max_position_embeddings", "n_positions"), layers,
                Math.max(0, parallel ? layers - 1 : layers), neurons == 0 && gpt2 ? 4 * width : neurons, counted);
    }

    /** Missing where it is no JSON, or larger than any configuration: a request must not make this service read for long. */
    private static JsonNode read(Path config) {
        try {
            return Files.isRegularFile(config) && Files.size(config) <= LARGEST
                    ? JSON.readTree(config.toFile())
                    : MissingNode.getInstance();
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** Two spellings of one size; 0 where neither is there, or they differ. */
    private static int size(JsonNode config, String name, String otherName) {
        int one = positive(config.path(name));
        int other = positive(config.path(otherName));
        return one == 0 || other == 0 || one == other ? Math.max(one, other) : 0;
    }

    private static int positive(JsonNode size) {
        return size.isInt() ? Math.max(0, size.intValue()) : 0;
    }

    /** @throws InvalidSpecificationException naming the first field that asks for more than the model has */
    public void require(ExperimentSpecification specification) {
        TokenSpecification tokens = specification.tokens();
        that(positions == 0 || tokens.contextLength() <= positions, "tokens.contextLength is " + tokens.contextLength()
                + " but model " + model + " reads at most " + positions + " tokens");
        that(counted || tokens.frequencies() != TokenSpecification.Frequencies.MODEL,
                "tokens.frequencies is model but model " + model
                        + " has no token-counts.json; put one beside its weights or set tokens.frequencies to corpus");
        requireNeurons(specification.regimes());
        if (layers > 0) {
            requireLayer(specification.mlp());
            requireLayers(specification.attention(), specification.mlp());
        }
    }

    private void requireNeurons(RegimeSpecification regimes) {
        String has = " but the final MLP of model " + model + " has " + neurons + " neurons";
        boolean topK = regimes.plateauRule() == RegimeSpecification.PlateauRule.AUTO
                || regimes.plateauRule() == RegimeSpecification.PlateauRule.TOP_K;
        that(neurons == 0 || !topK || regimes.topK() <= neurons, "regimes.topK is " + regimes.topK() + has);
        that(neurons == 0 || regimes.minGroup() <= neurons, "regimes.minGroup is " + regimes.minGroup() + has);
    }

    private void requireLayer(MlpSpecification mlp) {
        that(mlp.studiesFinalMlp() || mlp.layers() < layers,
                "mlp.layers names layer " + mlp.layers() + " but model " + model
                        + " has layers 0 to " + (layers - 1));
        that(neurons == 0 || !mlp.hasScreening() || mlp.exact() + mlp.sampled() <= neurons,
                "mlp.exact and mlp.sampled are " + mlp.exact() + " and " + mlp.sampled() + " but an MLP of model "
                        + model
                        + " has " + neurons + " neurons; take fewer, or mlp.method exact");
    }

    private void requireLayers(AttentionSpecification attention, MlpSpecification mlp) {
        if (attention.layers() == null) {
            return;
        }
        int below = mlp.studiesFinalMlp() ? reaching : mlp.layers() + 1 - (layers - reaching);
        String which = mlp.studiesFinalMlp() ? "the final MLP" : "the MLP of layer " + mlp.layers();
        for (int layer : attention.layers()) {
            that(layer < layers, "attention.layers names layer " + layer + " but model " + model + " has layers 0 to "
                    + (layers - 1));
            that(layer < below, "attention.layers is " + attention.layers() + "; heads of layer " + layer
                    + " cannot reach " + which + " of model " + model
                    + (reaching < layers ? ": with a parallel residual an MLP reads its layer's input" : "")
                    + (below <= 0 ? "" : "; name layers 0 to " + (below - 1)));
        }
    }
}
