package io.plateau.inference.provenance;

import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plateau.contracts.UnprocessableException;

/**
 * What later blocks need to know of a provenance: which weights the experiment was planned with.
 *
 * @param revision commit on the hub; null where the model lies under a configured root
 * @param weights the safetensors files, by name
 */
public record Origin(String revision, List<FileHash> weights) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** @param provenance as {@link Provenance#toJson()} wrote it */
    public static Origin of(String provenance) {
        try {
            return JSON.readValue(provenance, Origin.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored provenance could not be read", e);
        }
    }

    /** @throws UnprocessableException when these are other weights: two halves of a result must not differ in them */
    public void require(String model, List<FileHash> found) {
        if (!weights.equals(found)) {
            throw new UnprocessableException(
                    "the weights of model " + model + " changed while the experiment ran: it was"
                            + " planned with " + hashes(weights) + ", now there is " + hashes(found)
                            + "; ask for a new experiment");
        }
    }

    private static String hashes(List<FileHash> files) {
        return files.stream().map(file -> file.file() + " of SHA-256 " + file.sha256().substring(0, 12) + "…")
                .collect(Collectors.joining(", "));
    }
}
