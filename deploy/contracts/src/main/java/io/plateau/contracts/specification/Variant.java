package io.plateau.contracts.specification;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * One experiment of those that a specification asks for.
 *
 * @param specification after defaults, validated
 * @param values what distinguishes it from the others of its study, by path of the field in the specification, such as
 *        {@code graph.objective}, in the order of the document; a JSON null leaves the field to its default. Empty for a
 *        specification without lists
 */
public record Variant(ExperimentSpecification specification, Map<String, JsonNode> values) {

    public Variant {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A JSON object from path to value. */
    public String valuesJson() {
        return new ObjectMapper().valueToTree(values).toString();
    }

    /** For a reader: {@code regimes.influence=abs-of-mean, graph.objective=signed}. */
    public String label() {
        return label(values);
    }

    static String label(Map<String, JsonNode> values) {
        return values.entrySet().stream()
                .map(e -> e.getKey() + "=" + (e.getValue().isTextual() ? e.getValue().textValue() : e.getValue()))
                .collect(Collectors.joining(", "));
    }
}
