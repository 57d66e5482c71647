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

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.corpus.Document;
import io.plateau.inference.corpus.DocumentReader;

class ModelTokenizerTest {
    private static final Path MODELS = Path.of("../../deploy/models");

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

    @Test
    void anEndOfTextThatTheTokenizerDoesNotHaveIsRefusedOrResolvedAndSaid() throws IOException {
        Files.copy(MODELS.resolve("tiny-neox/tokenizer.json"), folder.resolve("tokenizer.json"));
        // The tokenizer's is <|endoftext|>, 0; token 300 is a piece of a word
        assertEndOfText("{\"eos_token_id\":0}", "");
        assertEndOfText("{\"eos_token_id\":[0]}", "");
        assertEndOfText("{\"eos_token_id\":null}", "no configuration has an eos_token_id");
        assertEndOfText("{\"eos_token_id\":[]}", "no configuration has an eos_token_id");
        assertEndOfText("{\"eos_token_id\":[300,0]}", "config.json has eos_token_id [300, 0]");
        assertEndOfText("{\"eos_token_id\":50256,\"vocab_size\":4096}",
                "config.json has eos_token_id 50256 but the model has tokens 0 to 4095");
        for (String wrong : new String[]{"300", "1", "[300,301]", "50256", "4096"}) {
            Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\":" + wrong + ",\"vocab_size\":50304}");
            assertRefused("the tokenizer's end of text is '<|endoftext|>' (0); set eos_token_id to 0");
        }
        for (String wrong : new String[]{"-1", "0.0", "\"0\"", "true", "{}", "[0,null]", "1e30", "99999999999"}) {
            Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\":" + wrong + "}");
            assertRefused("it must be the id of a token, a whole number from 0, or a list of such");
        }
    }

    @Test
    void theOtherFilesOfAModelNameTheEndOfTextToo() throws IOException {
        Files.copy(MODELS.resolve("tiny-neox/tokenizer.json"), folder.resolve("tokenizer.json"));
        Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\":0}");
        assertEndOfText("{}", "generation_config.json has eos_token_id [0]");
        Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\":300}");
        Files.writeString(folder.resolve("config.json"), "{}");
        assertRefused("the generation_config.json of model m has eos_token_id 300");
        Files.delete(folder.resolve("generation_config.json"));

        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"eos_token\":{\"content\":\"nowhere\"}}");
        assertRefused("has eos_token 'nowhere', which its tokenizer.json does not have");
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"eos_token\":\"the\"}");
        int the;
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\":0}");
        try (ModelTokenizer tokenizer = ModelTokenizer.load("m", folder)) {
            the = tokenizer.encode("the")[0];
            // What the configuration says is an end of text by its name
            assertEquals(0, tokenizer.endOfText());
            assertTrue(tokenizer.notes().get(0).startsWith("the tokenizer's end of text is 'the' (" + the + ")"),
                    tokenizer.notes().toString());
        }
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\":" + the + "}");
        try (ModelTokenizer tokenizer = ModelTokenizer.load("m", folder)) {
            assertEquals(the, tokenizer.endOfText());
            assertEquals(java.util.List.of(), tokenizer.notes());
        }
    }

    /** The native library ends the process where it cannot read a decoder, and refuses in words that name its types. */
    @Test
    void whatTheNativeLibraryCannotReadIsNotGivenToIt() throws IOException {
        Files.copy(MODELS.resolve("tiny-neox/config.json"), folder.resolve("config.json"));
        String sound = Files.readString(MODELS.resolve("tiny-neox/tokenizer.json"));
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(sound);
        for (String part : new String[]{"decoder", "truncation", "padding"}) {
            for (String value : new String[]{"1e999", "{\"type\":\"Strip\",\"start\":1e999}",
                    "{\"max_length\":1,\"stride\":9,\"strategy\":\"LongestFirst\",\"direction\":\"Right\"}",
                    "\"\\ud800\"",
                    "[".repeat(500) + "]".repeat(500)}) {
                write(json, part, value);
                try (ModelTokenizer tokenizer = ModelTokenizer.load("m", folder);
                        ModelTokenizer bundled = ModelTokenizer.load("tiny-neox", MODELS.resolve("tiny-neox"))) {
                    assertArrayEquals(bundled.encode("The committee met."), tokenizer.encode("The committee met."));
                }
            }
        }
        write(json, "normalizer", "1e999");
        assertRefused("cannot be read: the number 1e999 is out of range");
        write(json, "normalizer", "\"\\ud800\"");
        assertRefused("cannot be read: the text '\uFFFD' holds half a surrogate pair");
        write(json, "normalizer", "[".repeat(500) + "]".repeat(500));
        assertRefused("cannot be read: it nests deeper than 100");
        write(json, "normalizer", "{\"type\":\"None\"}");
        assertRefused("cannot be read: its normalizer is of no kind that is known, or lacks a field");
        write(json, "pre_tokenizer", "7");
        assertRefused("cannot be read: its pre_tokenizer is of no kind that is known, or lacks a field");
        write(json, "model", "{\"type\":\"None\",\"vocab\":{\"a\":0}}");
        assertRefused("cannot be read: its model is of no kind that is known, or lacks a field");
    }

    private void write(ObjectNode json, String part, String value) throws IOException {
        ObjectNode copy = json.deepCopy().put(part, "@@");
        Files.writeString(folder.resolve("tokenizer.json"), copy.toString().replace("\"@@\"", value));
    }

    @Test
    void anEmptyVocabularyIsNamedAsSuch() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\":0}");
        for (String model : new String[]{"{\"type\":\"BPE\",\"vocab\":{},\"merges\":[]}",
                "{\"type\":\"Unigram\",\"vocab\":[]}"}) {
            Files.writeString(folder.resolve("tokenizer.json"), "{\"added_tokens\":[],\"model\":" + model + "}");
            assertRefused("the tokenizer.json of model m has an empty vocabulary");
        }
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\":{\"vocab\":{\"a\":-1}}}");
        assertRefused("gives its token 'a' the id -1; an id is a whole number from 0");
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\":{\"vocab\":{\"a\"");
        assertRefused("the tokenizer.json of model m cannot be read: it is not JSON");
    }

    @Test
    void aPlainTextInPiecesHasTheTokensOfTheWhole() throws IOException {
        // Lines whose ends and begins are white space of every kind, so that it matters where a piece ends
        java.util.Random random = new java.util.Random(17);
        String[] edges = {"", "", "", " ", "\u00A0", "\u2028", "\u0085", "\f", "\u001C", "\u3000", "\u200B", ".", "\n"};
        StringBuilder text = new StringBuilder("start");
        while (text.length() < 450_000) {
            text.append(edges[random.nextInt(edges.length)]).append("\n").append(edges[random.nextInt(edges.length)])
                    .append(random.nextInt(3) == 0 ? "word" : "it's " + random.nextInt(1_000));
        }
        Path file = Files.writeString(folder.resolve("c.txt"), text);
        Files.copy(MODELS.resolve("tiny-neox/tokenizer.json"), folder.resolve("tokenizer.json"));
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\":0}");
        TokenizerFile tokenizer = TokenizerFile.read("m", folder);
        Pieces none = new Pieces(tokenizer, Integer.MAX_VALUE - 1, Integer.MAX_VALUE - 1);
        IntStream.Builder found = IntStream.builder();
        int pieces = 0;
        try (ModelTokenizer whole = ModelTokenizer.load("m", folder, tokenizer, none);
                DocumentReader reader = new Corpus("c", file).open()) {
            for (Document document = reader.next(); document != null; document = reader.next()) {
                IntStream.of(whole.encode(document.text())).forEach(found::add);
                pieces++;
            }
            assertArrayEquals(whole.encode(text.toString()), found.build().toArray());
        }
        assertTrue(pieces > 5, pieces + " pieces");
    }

    /** Of configuration {@code config}: token 0, with a note that begins so, or none. */
    private void assertEndOfText(String config, String note) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
        try (ModelTokenizer tokenizer = ModelTokenizer.load("m", folder)) {
            assertEquals(0, tokenizer.endOfText());
            String notes = String.join("; ", tokenizer.notes());
            assertTrue(note.isEmpty() ? notes.isEmpty() : notes.startsWith(note), notes);
        }
    }

    private void assertRefused(String sentence) {
        String message = assertThrows(UnprocessableException.class, () -> ModelTokenizer.load("m", folder))
                .getMessage();
        assertTrue(message.contains(sentence), message);
    }
}
