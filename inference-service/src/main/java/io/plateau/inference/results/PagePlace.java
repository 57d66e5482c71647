package io.plateau.inference.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Where a page of rows ends: the values of the view's key, opaque to clients. */
final class PagePlace {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {
    };

    private PagePlace() {
    }

    static String write(List<String> key) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(key));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty if malformed. */
    static List<String> read(String token) {
        try {
            List<String> key = JSON.readValue(Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.UTF_8)),
                    TEXTS);
            return key == null || key.stream().anyMatch(Objects::isNull) ? List.of() : key;
        } catch (IOException | IllegalArgumentException e) {
            return List.of();
        }
    }
}
