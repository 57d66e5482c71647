package io.plateau.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The operators' definitions of their resources, in the versions they serve; {@code src/test/definitions} makes the file. */
final class Definitions {
    private final JsonNode byKind;

    private Definitions(JsonNode byKind) {
        this.byKind = byKind;
    }

    static Definitions load() {
        try (var file = new GZIPInputStream(Definitions.class.getResourceAsStream("definitions.json.gz"))) {
            return new Definitions(new ObjectMapper().readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an API server would refuse, defaults and CEL rules aside. */
    List<String> faults(JsonNode object) {
        String kind = object.path("apiVersion").asText() + " " + object.path("kind").asText();
        if (!byKind.has(kind)) {
            return List.of(kind + " is not served");
        }
        List<String> faults = new ArrayList<>();
        JsonNode schema = byKind.get(kind);
        check(schema.at("/properties/spec"), object.path("spec"), kind + " " + Chart.name(object) + " spec", faults);
        object.fieldNames().forEachRemaining(field -> {
            if (!List.of("apiVersion", "kind", "metadata", "spec").contains(field)) {
                faults.add(kind + ": unknown field " + field);
            }
        });
        return faults;
    }

    private static void check(JsonNode schema, JsonNode value, String path, List<String> faults) {
        if (value.isMissingNode()) {
            faults.add(path + " is missing");
            return;
        }
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            require(value.isIntegralNumber() || value.isTextual(), path + " is neither integer nor text", faults);
            return;
        }
        if (value.isNull()) {
            require(schema.path("nullable").asBoolean(), path + " is null", faults);
            return;
        }
        String type = schema.path("type").asText();
        boolean typed = switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
        if (!typed) {
            faults.add(path + " is " + value + "; it must be of type " + type);
            return;
        }
        limits(schema, value, path, faults);
        for (int i = 0; i < (value.isArray() ? value.size() : 0); i++) {
            check(schema.path("items"), value.get(i), path + "[" + i + "]", faults);
        }
        if (value.isObject()) {
            fields(schema, value, path, faults);
        }
    }

    private static void fields(JsonNode schema, JsonNode value, String path, List<String> faults) {
        schema.path("required").forEach(
                name -> require(value.has(name.asText()), path + "." + name.asText() + " is missing", faults));
        boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean() || !schema.has("properties");
        Chart.fields(value).forEach((name, field) -> {
            JsonNode known = schema.path("properties").path(name);
            JsonNode of = known.isMissingNode() ? schema.path("additionalProperties") : known;
            if (!of.isMissingNode()) {
                check(of, field, path + "." + name, faults);
            } else {
                require(open, path + "." + name + " is unknown", faults);
            }
        });
    }

    private static void limits(JsonNode schema, JsonNode value, String path, List<String> faults) {
        if (schema.has("enum")) {
            require(Chart.list(schema.path("enum")).contains(value), path + " is " + value + "; it must be one of "
                    + schema.path("enum"), faults);
        }
        double size = value.isTextual()
                ? value.asText().length()
                : value.isContainerNode() ? value.size() : value.asDouble();
        String suffix = value.isTextual() ? "Length" : value.isArray() ? "Items" : "imum";
        if (schema.has("min" + suffix)) {
            require(size >= schema.path("min" + suffix).asDouble(), path + " is too small", faults);
        }
        if (schema.has("max" + suffix)) {
            require(size <= schema.path("max" + suffix).asDouble(), path + " is too large", faults);
        }
        if (schema.has("pattern") && value.isTextual()) {
            require(Pattern.compile(schema.path("pattern").asText()).matcher(value.asText()).find(),
                    path + " is " + value + "; it must match " + schema.path("pattern"), faults);
        }
    }

    private static void require(boolean holds, String fault, List<String> faults) {
        if (!holds) {
            faults.add(fault);
        }
    }
}
