package io.plateau.inference.tokens;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plateau.contracts.JsonFault;
import io.plateau.contracts.UnprocessableException;

/** The small JSON files beside a tokenizer. */
record SettingsFiles(String model, Path directory) {
    static final String CONFIG = "config.json";
    static final String TOKENIZER_CONFIG = "tokenizer_config.json";
    static final String SPECIAL_TOKENS = "special_tokens_map.json";
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * A missing file has no fields.
     *
     * @throws UnprocessableException when it is not JSON
     */
    JsonNode json(String file) {
        Path path = directory.resolve(file);
        if (!Files.isRegularFile(path)) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(path.toFile());
        } catch (JsonProcessingException e) {
            throw new UnprocessableException("the " + file + " of model " + model + " is not JSON: " + JsonFault.of(e),
                    e);
        } catch (IOException e) {
            throw new UnprocessableException(
                    "the " + file + " of model " + model + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    /** The text of a special token such as {@code bos_token}; null where neither file names it. */
    String named(String role) {
        for (String file : new String[]{TOKENIZER_CONFIG, SPECIAL_TOKENS}) {
            String content = content(json(file).path(role));
            if (content != null) {
                return content;
            }
        }
        return null;
    }

    /** Of a token written as a text or as an object; null of anything else. */
    static String content(JsonNode token) {
        return token.isTextual() ? token.textValue() : token.path("content").textValue();
    }
}
