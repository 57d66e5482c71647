package io.plateau.contracts.specification;

import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Defaults of several fields together, under one name (deploy/science, Presets). A field that is given wins. */
public enum Preset implements Choice {
    /** The definitions of deploy/science. */
    DEFAULT("{}"),
    /** The paper's text, read literally. */
    PAPER("""
            {"tokens": {"grouping": "median", "groupedBy": "predicted"},
             "regimes": {"weighting": "unweighted", "ranks": "all", "plateauRule": "excess", "plateauDelta": 0.5},
             "graph": {"threshold": 0.1, "objective": "absolute", "louvainRuns": 100, "controls": 100,
                       "test": "mann-whitney"},
             "attention": {"layerRange": "paper", "mode": "uniform", "maximum": "naive"}}"""),
    /** What the author's repository does, as of September 2025. */
    PUBLISHED_CODE("""
            {"tokens": {"grouping": "thresholds", "groupedBy": "input", "rareBelow": 9000000, "commonAbove": 9000000,
                        "scaleThresholds": true},
             "regimes": {"weighting": "unweighted", "ranks": "all", "plateauRule": "top-k", "topK": 50},
             "graph": {"threshold": 0.3, "objective": "absolute", "louvainRuns": 1, "controls": 2,
                       "test": "mann-whitney"},
             "attention": {"layerRange": "last-two", "mode": "bos", "maximum": "naive"}}""");

    private final ObjectNode fields;

    Preset(String json) {
        try {
            fields = (ObjectNode) new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the fields of preset " + label() + " are no JSON", e);
        }
    }

    private static Optional<Preset> named(JsonNode name) {
        return Stream.of(values()).filter(preset -> name.isTextual() && preset.label().equals(name.textValue()))
                .findFirst();
    }

    /** A specification with what its preset says of the fields that it leaves out; as it is where it names no preset. */
    static JsonNode fill(JsonNode specification) {
        if (!(specification instanceof ObjectNode given)) {
            return specification;
        }
        ObjectNode filled = given.deepCopy();
        named(given.path("preset")).ifPresent(preset -> preset.fields.fields().forEachRemaining(section -> {
            JsonNode own = filled.path(section.getKey());
            if (own.isMissingNode() || own.isNull()) {
                filled.set(section.getKey(), section.getValue().deepCopy());
            } else if (own instanceof ObjectNode object) {
                fill(object, (ObjectNode) section.getValue());
            }
        }));
        return filled;
    }

    private static void fill(ObjectNode given, ObjectNode preset) {
        preset.fields().forEachRemaining(field -> {
            // Layers that are named need no range.
            boolean moot = field.getKey().equals("layerRange") && given.hasNonNull("layers");
            if (!moot && !given.hasNonNull(field.getKey())) {
                given.set(field.getKey(), field.getValue());
            }
        });
    }
}
