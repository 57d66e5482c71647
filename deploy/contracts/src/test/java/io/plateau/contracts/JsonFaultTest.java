package io.plateau.contracts;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

class JsonFaultTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Test
    void aFaultIsNamedWithoutTheParsersClassesAndSwitches() {
        for (String json : List.of("{", "{\"a\":NaN}", "{\"a\":1,}", "{a:1}", "[1 2]", "{} {}", "1 2", "]", "{\"a\":}",
                "{\"a\":1,\"a\":2}", "\u0000", "\"\\u12\"", "\"\t\"", "tru", "\"abc", "{\"a\":\"b", "1.",
                "-", "'a'", "01",
                "{\"a\"",
                "[".repeat(2_000), "{\"n\":" + "9".repeat(2_000) + "}", "\"\\x\"")) {
            String fault = JsonFault.of(assertThrows(JsonProcessingException.class,
                    () -> JSON.readTree(json)));
            assertFalse(fault.matches("(?is).*(unexpected|token \\(of type|START_|VALUE_).*"), fault);
            assertFalse(fault.contains("`") || fault.contains("Source") || fault.contains("java") || fault.isBlank(),
                    fault);
            assertTrue(
                    fault.contains("exceeds the maximum allowed") || fault.matches("(?s).* at line \\d+, column \\d+"),
                    fault);
        }
    }
}
