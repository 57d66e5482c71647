package io.plateau.inference.tokens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.TokenSpecification.Prefix;

class PrefixTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path MODEL = Path.of("../../deploy/models/tiny-llama");

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        Files.copy(MODEL.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\":0}");
    }

    @Test
    void noneIsNone() {
        try (ModelTokenizer tokenizer = ModelTokenizer.load("m", folder)) {
            assertArrayEquals(new int[0], tokenizer.prefix(Prefix.NONE));
        }
    }

    @Test
    void theBeginningOfTextIsNamedBySettingsOrConfiguration() throws IOException {
        try (ModelTokenizer tokenizer = ModelTokenizer.load("m", folder)) {
            assertEquals(Optional.empty(), tokenizer.beginningOfText());
            String refusal = assertThrows(UnprocessableException.class, () -> tokenizer.prefix(Prefix.BOS))
                    .getMessage();
            assertTrue(refusal.contains("the model names no beginning-of-text token"), refusal);
        }
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\":0,\"bos_token_id\":7}");
        assertPrefix(Prefix.BOS, 7);
        Files.writeString(folder.resolve("special_tokens_map.json"), "{\"bos_token\":\"<|endoftext|>\"}");
        assertPrefix(Prefix.BOS, 0);
        Files.writeString(folder.resolve("special_tokens_map.json"), "{\"bos_token\":\"<begin>\"}");
        String refusal = assertThrows(UnprocessableException.class, () -> ModelTokenizer.load("m", folder))
                .getMessage();
        assertTrue(refusal.contains("have bos_token '<begin>', which its tokenizer does not have"), refusal);
    }

    @Test
    void automaticIsWhatThePostProcessorPutsInFront() throws IOException {
        assertPrefix(Prefix.AUTO);
        ObjectNode tokenizer = (ObjectNode) JSON.readTree(folder.resolve("tokenizer.json").toFile());
        // As Llama's: a token in front of the text, and here one behind it as well, which is not the prefix
        tokenizer.set("post_processor", JSON.readTree("""
                {"type":"TemplateProcessing",
                 "single":[{"SpecialToken":{"id":"<|endoftext|>","type_id":0}},{"Sequence":{"id":"A","type_id":0}},
                           {"SpecialToken":{"id":"<|endoftext|>","type_id":0}}],
                 "pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],
                 "special_tokens":{"<|endoftext|>":{"id":"<|endoftext|>","ids":[0],"tokens":["<|endoftext|>"]}}}"""));
        JSON.writeValue(folder.resolve("tokenizer.json").toFile(), tokenizer);
        assertPrefix(Prefix.AUTO, 0);
        try (ModelTokenizer changed = ModelTokenizer.load("m", folder);
                ModelTokenizer plain = ModelTokenizer.load("tiny-llama", MODEL)) {
            assertArrayEquals(plain.encode("The committee met."), changed.encode("The committee met."));
        }
    }

    private void assertPrefix(Prefix asked, int... expected) {
        try (ModelTokenizer tokenizer = ModelTokenizer.load("m", folder)) {
            assertArrayEquals(expected, tokenizer.prefix(asked));
        }
    }
}
