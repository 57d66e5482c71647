package io.plateau.inference.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.plateau.contracts.UnprocessableException;

/** {@code config.json}: typed access whose refusals name the field. A field that is null counts as absent. */
public final class ModelConfig {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final JsonNode root;
    private final String where;

    private ModelConfig(JsonNode root, String where) {
        this.root = root;
        this.where = where;
    }

    static ModelConfig read(Path directory) {
        Path file = directory.resolve("config.json");
        if (!Files.isRegularFile(file)) {
            throw new UnprocessableException(
                    "model " + ModelFolder.name(directory) + " has no config.json; a model directory needs one");
        }
        String where = "config.json of model " + ModelFolder.name(directory);
        try {
            JsonNode root = JSON.readTree(file.toFile());
            if (root == null || !root.isObject()) {
                throw new UnprocessableException(where + " is not a JSON object");
            }
            return new ModelConfig(root, where);
        } catch (JsonProcessingException e) {
            throw new UnprocessableException(where + " is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + where, e);
        }
    }

    /** {@code model_type}, or an empty string. */
    public String modelType() {
        return text("model_type", "");
    }

    /** A size: a whole number from 1 up. */
    public int size(String field) {
        JsonNode node = root.path(field);
        if (node.isMissingNode() || node.isNull()) {
            throw new UnprocessableException(where + " lacks " + field);
        }
        if (!node.canConvertToInt() || !node.isIntegralNumber() || node.intValue() < 1) {
            throw new UnprocessableException(
                    where + " has " + field + " = " + node + "; it must be a whole number from 1 up");
        }
        return node.intValue();
    }

    /** A size that may be absent. */
    public int size(String field, int whenAbsent) {
        return has(field) ? size(field) : whenAbsent;
    }

    /** A finite number that may be absent. */
    public double number(String field, double whenAbsent) {
        JsonNode node = root.path(field);
        if (!has(field)) {
            return whenAbsent;
        }
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw new UnprocessableException(where + " has " + field + " = " + node + "; it must be a number");
        }
        return node.doubleValue();
    }

    /** A switch that may be absent. */
    public boolean flag(String field, boolean whenAbsent) {
        if (has(field) && !root.get(field).isBoolean()) {
            throw new UnprocessableException(
                    where + " has " + field + " = " + root.get(field) + "; it must be true or false");
        }
        return root.path(field).asBoolean(whenAbsent);
    }

    public String text(String field, String whenAbsent) {
        return has(field) ? root.get(field).asText() : whenAbsent;
    }

    public boolean has(String field) {
        return root.hasNonNull(field);
    }

    /** A nested object, empty when absent. */
    public ModelConfig object(String field) {
        return new ModelConfig(has(field) ? root.get(field) : JSON.createObjectNode(), where + ", " + field);
    }

    /** Refuses the configuration: "config.json of model x " + the reason. */
    public UnprocessableException refusal(String reason) {
        return new UnprocessableException(where + " " + reason);
    }
}
