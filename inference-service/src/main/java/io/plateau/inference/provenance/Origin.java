package io.plateau.inference.provenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * What later blocks need to know of a provenance: which files the experiment was planned with.
 *
 * @param revision commit on the hub; null where the model lies under a configured root
 */
public record Origin(String revision, PlannedFiles files) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** @param provenance as {@link Provenance#toJson()} wrote it */
    public static Origin of(String provenance) {
        try {
            JsonNode json = JSON.readTree(provenance);
            return new Origin(json.path("revision").textValue(), JSON.treeToValue(json, PlannedFiles.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored provenance could not be read", e);
        }
    }
}
