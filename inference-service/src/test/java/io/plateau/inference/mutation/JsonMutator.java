package io.plateau.inference.mutation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Removes, renames, doubles, retypes and exaggerates values of a JSON document. */
final class JsonMutator {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Around what no tree can hold: taken out of the written document, with the quotation marks beside it. */
    private static final String RAW = "@@raw@@";
    private static final List<String> LITERALS = List.of("NaN", "Infinity", "1e999", "-1", "0", "1", "-0", "1.5", "0.1",
            "2147483647", "2147483648", "-2147483648", "4294967296", "9223372036854775807", "9223372036854775808",
            "-9223372036854775808", "1e308", "1e-320", "1e19", "64", "7", "9".repeat(2_000),
            "[".repeat(1_500) + "]".repeat(1_500),
            "[".repeat(50) + "]".repeat(50), "'a'", "tru", "", "null", "true", "false", "{}", "[]", "\"\"", "[null]",
            "{\"a\":1}", "\"\\ud800\"", "\"\\u0000\"", "\"../../secret\"", "\"7\"", "\"F64\"", "\"F16\"", "\"BF16\"",
            "\"I8\"", "\"gelu\"", "\"linear\"", "\"" + "long ".repeat(20_000) + "\"", "[2,3]", "[0,8]", "[-1,8]",
            "[1,9223372036854775807]", "[4294967296,4294967296]");

    private final Random random;

    JsonMutator(Random random) {
        this.random = random;
    }

    byte[] mutate(byte[] document) {
        JsonNode root;
        try {
            root = JSON.readTree(new String(document, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return document;
        }
        if (root == null || !root.isContainerNode() || root.isEmpty()) {
            return literal().getBytes(StandardCharsets.UTF_8);
        }
        for (int i = 1 + random.nextInt(2); i > 0 && !root.isEmpty(); i--) {
            ContainerNode<?> parent = descend((ContainerNode<?>) root);
            if (parent instanceof ObjectNode object) {
                field(object);
            } else {
                element((ArrayNode) parent);
            }
        }
        return written(root).getBytes(StandardCharsets.UTF_8);
    }

    /** A container that is not empty, each depth as likely as the next: most of a document are leaves of one list. */
    private ContainerNode<?> descend(ContainerNode<?> root) {
        ContainerNode<?> at = root;
        while (random.nextInt(3) > 0) {
            List<ContainerNode<?>> below = new ArrayList<>();
            at.forEach(child -> {
                if (child.isContainerNode() && !child.isEmpty()) {
                    below.add((ContainerNode<?>) child);
                }
            });
            if (below.isEmpty()) {
                break;
            }
            at = below.get(random.nextInt(below.size()));
        }
        return at;
    }

    private void field(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        String other = names.get(random.nextInt(names.size()));
        switch (random.nextInt(8)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name + "x", object.remove(name));
            case 2 -> object.set(RAW + name, object.get(other));
            case 3 -> object.set(name, object.get(other));
            case 4 -> object.set(LITERALS.get(random.nextInt(LITERALS.size())).replace("\"", ""), object.get(name));
            default -> object.set(name, value(object.get(name)));
        }
    }

    private void element(ArrayNode array) {
        int at = random.nextInt(array.size());
        switch (random.nextInt(6)) {
            case 0 -> array.remove(at);
            case 1 -> array.insert(at, array.get(random.nextInt(array.size())));
            case 2 -> array.set(at, array.get(random.nextInt(array.size())));
            default -> array.set(at, value(array.get(at)));
        }
    }

    /** Something like the value but not it, or something else. */
    private JsonNode value(JsonNode before) {
        return switch (random.nextInt(6)) {
            case 0 -> before.isNumber()
                    ? NODES.numberNode(before.longValue() + random.nextInt(3) - 1)
                    : NODES.textNode(before.asText() + " ");
            case 1 -> before.isNumber() ? NODES.numberNode(before.longValue() * 2) : NODES.textNode(before.asText());
            case 2 -> NODES.arrayNode().add(before);
            default -> NODES.textNode(RAW + literal() + RAW);
        };
    }

    private String literal() {
        return LITERALS.get(random.nextInt(LITERALS.size()));
    }

    private static String written(JsonNode root) {
        String text = root.toString();
        StringBuilder raw = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf("\"" + RAW); at >= 0; at = text.indexOf("\"" + RAW, from)) {
            raw.append(text, from, at);
            int begin = at + 1 + RAW.length();
            int end = text.indexOf(RAW + "\"", begin);
            int name = text.indexOf("\":", begin);
            if (end < 0 || name >= 0 && name < end) {
                // The name of a field: that of another one once the mark is gone.
                raw.append('"');
                from = begin;
            } else {
                raw.append(text.substring(begin, end).replace("\\\"", "\"").replace("\\\\", "\\"));
                from = end + RAW.length() + 1;
            }
        }
        return raw.append(text, from, text.length()).toString();
    }
}
