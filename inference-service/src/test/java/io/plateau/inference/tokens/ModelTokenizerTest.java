package io.plateau.inference.tokens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.corpus.Document;
import io.plateau.inference.corpus.DocumentReader;

class ModelTokenizerTest {
    private static final Path MODELS = Path.of("../deploy/models");

    @TempDir
    Path folder;

    @Test
    void theDemonstrationCorpusHasThePublishedNumberOfTokens() {
        // deploy/models/README.md: 1,000 documents of 508,983 tokens by Hugging Face's own tokenizers
        long tokens = 0;
        int documents = 0;
        try (ModelTokenizer tokenizer = ModelTokenizer.load("tiny-neox", MODELS.resolve("tiny-neox"));
                DocumentReader reader = new Corpus("demo", MODELS.resolve("corpora/demo.jsonl.gz")).open()) {
            for (Document document = reader.next(); document != null; document = reader.next()) {
                tokens += tokenizer.encode(document.text()).length;
                documents++;
            }
            assertEquals(0, tokenizer.endOfText());
        }
        assertEquals(1_000, documents);
        assertEquals(508_983, tokens);
    }

    @Test
    void nothingIsAddedCutOrPadded() {
        try (ModelTokenizer tokenizer = ModelTokenizer.load("tiny-gpt2", MODELS.resolve("tiny-gpt2"))) {
            String text = "The committee met again.\n".repeat(500);
            int[] once = tokenizer.encode("The committee met again.\n");

            int[] tokens = tokenizer.encode(text);

            assertEquals(500 * once.length, tokens.length);
            assertArrayEquals(IntStream.range(0, 500).flatMap(i -> IntStream.of(once)).toArray(), tokens);
            assertEquals(0, tokenizer.encode("").length);
        }
    }

    @Test
    void aModelWithoutUsableTokenizerIsRefused() throws IOException {
        assertRefused("model m has no tokenizer.json");

        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        assertRefused("the tokenizer.json of model m cannot be read");

        Files.copy(MODELS.resolve("tiny-neox/tokenizer.json"), folder.resolve("tokenizer.json"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertRefused("model m has no config.json");

        Files.writeString(folder.resolve("config.json"), "{");
        assertRefused("the config.json of model m is not JSON");
    }

    @Test
    void withoutAConfiguredEndOfTextTheTokenizersOwnIsTaken() throws IOException {
        Files.copy(MODELS.resolve("tiny-neox/tokenizer.json"), folder.resolve("tokenizer.json"));
        Files.writeString(folder.resolve("config.json"), "{}");

        try (ModelTokenizer tokenizer = ModelTokenizer.load("m", folder)) {
            assertEquals(0, tokenizer.endOfText());
        }
    }

    private void assertRefused(String sentence) {
        String message = assertThrows(UnprocessableException.class, () -> ModelTokenizer.load("m", folder))
                .getMessage();
        assertTrue(message.contains(sentence), message);
    }
}
