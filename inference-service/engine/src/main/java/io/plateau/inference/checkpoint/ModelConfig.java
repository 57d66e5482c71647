package io.plateau.inference.checkpoint;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plateau.contracts.JsonFault;
import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.files.FileKind;
import io.plateau.inference.files.InputFolder;

/**
 * {@code config.json}: typed access whose refusals name the field. A field that is null counts as absent. Which fields were read
 * is remembered, so that one that nothing read is noticed: {@link #refuseUnread}.
 */
public final class ModelConfig {
    private static final ObjectMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    /** Of a field's value in a message. */
    private static final int SHOWN = 100;

    private static final String NAME = "config.json";

    private final JsonNode root;
    private final String where;
    private final Set<String> read = new HashSet<>();
    private final Map<String, ModelConfig> nested = new LinkedHashMap<>();

    private ModelConfig(JsonNode root, String where) {
        this.root = root;
        this.where = where;
    }

    static ModelConfig read(InputFolder folder) {
        Path file = folder.require(NAME, FileKind.CONFIG, "a model directory needs one");
        String where = NAME + " of " + folder.owner();
        try {
            JsonNode root = JSON.readTree(file.toFile());
            if (root == null || !root.isObject()) {
                throw new UnprocessableException(where + " is not a JSON object");
            }
            return new ModelConfig(root, where);
        } catch (JsonProcessingException e) {
            throw new UnprocessableException(where + " is not valid JSON: " + JsonFault.of(e), e);
        } catch (CharConversionException e) {
            // Zeros at its beginning are taken for UTF-32.
            throw new UnprocessableException(where + " is not valid JSON: it is not text in UTF-8", e);
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
        if (!has(field)) {
            throw new UnprocessableException(where + " lacks " + field);
        }
        JsonNode node = root.get(field);
        if (!node.canConvertToInt() || !node.isIntegralNumber() || node.intValue() < 1) {
            throw invalid(field, "a whole number from 1 up");
        }
        return node.intValue();
    }

    /** A size that may be absent. */
    public int size(String field, int whenAbsent) {
        return has(field) ? size(field) : whenAbsent;
    }

    /** A whole number from 0 up that may be absent. */
    public int index(String field, int whenAbsent) {
        if (!has(field)) {
            return whenAbsent;
        }
        JsonNode node = root.get(field);
        if (!node.canConvertToInt() || !node.isIntegralNumber() || node.intValue() < 0) {
            throw invalid(field, "a whole number from 0 up");
        }
        return node.intValue();
    }

    /** A list of texts, or null where it is absent. */
    public List<String> texts(String field) {
        if (!has(field)) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : root.get(field)) {
            texts.add(each.isTextual() ? each.textValue() : null);
        }
        if (!root.get(field).isArray() || texts.contains(null)) {
            throw invalid(field, "a list of texts");
        }
        return texts;
    }

    /** Whether a field is there and null, where that is not the same as its absence. */
    public boolean isNull(String field) {
        read.add(field);
        return root.has(field) && root.get(field).isNull();
    }

    /** A finite number that may be absent. */
    public double number(String field, double whenAbsent) {
        if (!has(field)) {
            return whenAbsent;
        }
        JsonNode node = root.get(field);
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw invalid(field, "a number");
        }
        return node.doubleValue();
    }

    /** A switch that may be absent. */
    public boolean flag(String field, boolean whenAbsent) {
        if (has(field) && !root.get(field).isBoolean()) {
            throw invalid(field, "true or false");
        }
        return root.path(field).asBoolean(whenAbsent);
    }

    /** A text that may be absent. */
    public String text(String field, String whenAbsent) {
        if (has(field) && !root.get(field).isTextual()) {
            throw invalid(field, "a text");
        }
        return root.path(field).asText(whenAbsent);
    }

    public boolean has(String field) {
        read.add(field);
        return root.hasNonNull(field);
    }

    /** Whether there is no field at all. */
    public boolean isEmpty() {
        return root.isEmpty();
    }

    /** A nested object, empty when absent. */
    public ModelConfig object(String field) {
        if (has(field) && !root.get(field).isObject()) {
            throw invalid(field, "an object");
        }
        return nested.computeIfAbsent(field,
                name -> new ModelConfig(has(name) ? root.get(name) : JSON.createObjectNode(), where + ", " + name));
    }

    /**
     * The one of several spellings of a field that is there, or the first.
     *
     * @throws UnprocessableException when two of them have different values
     */
    public String spelling(String... fields) {
        String found = null;
        for (String field : fields) {
            if (has(field)) {
                requireSame(found, field);
                found = found == null ? field : found;
            }
        }
        return found == null ? fields[0] : found;
    }

    private void requireSame(String first, String second) {
        if (first != null && !sameValue(root.get(first), root.get(second))) {
            throw refusal("contradicts itself: " + first + " = " + shown(first) + " but " + second + " = "
                    + shown(second) + "; they are two names of the same thing");
        }
    }

    /** 1 and 1.0 are one value. */
    private static boolean sameValue(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber() ? a.doubleValue() == b.doubleValue() : a.equals(b);
    }

    /**
     * Refuses fields that nothing read: they might change what the model computes.
     *
     * @param family for the message
     * @param harmless whether a field is known not to bear on what a forward pass computes
     */
    public void refuseUnread(String family, Predicate<String> harmless) {
        List<String> unread = root.properties().stream()
                .filter(field -> !field.getValue().isNull() && !read.contains(field.getKey())
                        && !harmless.test(field.getKey()))
                .map(field -> Names.shown(field.getKey()) + " = " + shown(field.getKey())).toList();
        if (!unread.isEmpty()) {
            throw refusal("has fields that the family " + family + " does not define: " + Names.list(unread)
                    + "; it may change what the model computes: remove it only if it does not");
        }
        nested.values().stream().filter(object -> !object.read.isEmpty())
                .forEach(object -> object.refuseUnread(family, field -> false));
    }

    /** Refuses the configuration: "config.json of model x " + the reason. */
    public UnprocessableException refusal(String reason) {
        return new UnprocessableException(where + " " + reason);
    }

    private UnprocessableException invalid(String field, String right) {
        return refusal("has " + field + " = " + shown(field) + "; it must be " + right);
    }

    private String shown(String field) {
        String value = root.get(field).toString();
        return Names.shown(value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…");
    }
}
