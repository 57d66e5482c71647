package io.plateau.inference.tokens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.TokenSpecification.Prefix;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.corpus.Document;
import io.plateau.inference.corpus.DocumentReader;

/** A tokenizer put together from {@code vocab.json} and {@code merges.txt} against the {@code tokenizer.json} of the same. */
class AssembledTokenizerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path MODEL = Path.of("../../deploy/models/tiny-gpt2");
    private static final Path CORPUS = Path.of("../../deploy/models/corpora/demo.jsonl.gz");
    private static final int DOCUMENTS = 100;

    @TempDir
    Path folder;

    @Test
    void theTokensAreThoseOfTheWholeFile() throws IOException {
        takeApart();
        Files.copy(MODEL.resolve("config.json"), folder.resolve("config.json"));
        try (ModelTokenizer whole = ModelTokenizer.load("tiny-gpt2", MODEL);
                ModelTokenizer assembled = ModelTokenizer.load("m", folder);
                DocumentReader documents = new Corpus("demo", CORPUS).open()) {
            for (int d = 0; d < DOCUMENTS; d++) {
                Document document = documents.next();
                assertArrayEquals(whole.encode(document.text()), assembled.encode(document.text()));
            }
            String special = "one<|endoftext|>two 12's \u00e9\n";
            assertArrayEquals(whole.encode(special), assembled.encode(special));
            assertEquals(whole.endOfText(), assembled.endOfText());
        }
        assertEquals(TokenizerFile.read("tiny-gpt2", MODEL).size(), TokenizerFile.read("m", folder).size());
    }

    /** As its tokenizer.json splits and normalises; the pieces of such texts are cut the same way. */
    @Test
    void qwenSplitsDigitsAndNormalises() throws IOException {
        takeApart();
        Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"qwen2\",\"eos_token_id\":0}");
        TokenizerFile file = TokenizerFile.read("m", folder);
        assertTrue(new Pieces(file).cuts());
        try (ModelTokenizer assembled = ModelTokenizer.load("m", folder)) {
            assertArrayEquals(assembled.encode("caf\u00e9"), assembled.encode("cafe\u0301"));
            assertEquals(4, assembled.encode("1234").length);
        }
    }

    @Test
    void whatIsNotKnownIsRefusedByName() throws IOException {
        takeApart();
        Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"llama\",\"eos_token_id\":0}");
        assertRefused("its tokenizer (of no class that is named) splits texts is not known; save it as tokenizer.json");
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"tokenizer_class\":\"CLIPTokenizer\"}");
        assertRefused("its tokenizer (CLIPTokenizer) splits texts");
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"tokenizer_class\":\"GPT2TokenizerFast\"}");
        Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\na b c\n");
        assertRefused("line 2 of merges.txt of model m must have two tokens with a space between them");
        Files.writeString(folder.resolve("vocab.json"), "[]");
        assertRefused("the vocab.json of model m must be an object of tokens and their ids");
        Files.delete(folder.resolve("merges.txt"));
        assertRefused("model m has no tokenizer.json");
    }

    @Test
    void whatTheSettingsAddIsLookedFor() throws IOException {
        takeApart();
        Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"gpt2\",\"eos_token_id\":0}");
        Files.writeString(folder.resolve("tokenizer_config.json"), """
                {"tokenizer_class":"GPT2Tokenizer","bos_token":{"content":"<s>"},
                 "added_tokens_decoder":{"4096":{"content":"<s>","special":true}}}""");
        try (ModelTokenizer assembled = ModelTokenizer.load("m", folder)) {
            assertArrayEquals(new int[]{4096}, assembled.encode("<s>"));
            assertArrayEquals(new int[]{4096}, assembled.prefix(Prefix.BOS));
            assertArrayEquals(new int[0], assembled.prefix(Prefix.AUTO));
        }
    }

    private void takeApart() throws IOException {
        JsonNode model = JSON.readTree(MODEL.resolve("tokenizer.json").toFile()).path("model");
        JSON.writeValue(folder.resolve("vocab.json").toFile(), (ObjectNode) model.path("vocab"));
        StringBuilder merges = new StringBuilder("#version: 0.2\n");
        for (JsonNode merge : model.path("merges")) {
            merges.append(merge.isTextual()
                    ? merge.textValue()
                    : merge.path(0).textValue() + " " + merge.path(1).textValue()).append('\n');
        }
        Files.writeString(folder.resolve("merges.txt"), merges);
    }

    private void assertRefused(String sentence) {
        String message = assertThrows(UnprocessableException.class, () -> ModelTokenizer.load("m", folder))
                .getMessage();
        assertTrue(message.contains(sentence), message);
    }
}
