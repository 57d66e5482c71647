package io.plateau.kubernetes;

import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

/** Environment variables of a container. */
final class Environment {
    private Environment() {
    }

    /** Values by name; those of Secrets are {@code secret/key}. */
    static Map<String, String> of(JsonNode container) {
        Map<String, String> values = new TreeMap<>();
        for (JsonNode variable : container.path("env")) {
            JsonNode secret = variable.at("/valueFrom/secretKeyRef");
            String value = secret.isMissingNode()
                    ? variable.path("value").asText()
                    : secret.path("name").asText() + "/" + secret.path("key").asText();
            if (values.put(variable.path("name").asText(), value) != null) {
                throw new AssertionError(variable.path("name").asText() + " is set twice");
            }
        }
        return values;
    }
}
