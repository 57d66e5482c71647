package io.plateau.inference.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTextsTest {
    @Test
    void everyIdHasItsText() {
        TokenTexts texts = TokenTexts.of(List.of("", "a", " thé", "a\0b", "\uD83D\uDE00"));

        assertEquals(List.of("", "a", " thé", "a\uFFFDb", "\uD83D\uDE00"),
                List.of(texts.of(0), texts.of(1), texts.of(2), texts.of(3), texts.of(4)));
        assertNull(texts.of(5));
        assertEquals(5 * 4 + 0 + 1 + 5 + 5 + 4, texts.bytes());
    }

    /** Of text in which no token is part of a character. */
    @ParameterizedTest
    @ValueSource(strings = {"tiny-neox", "tiny-gpt2", "tiny-llama"})
    void togetherTheTextsOfTokensAreTheText(String model) {
        String text = "The harbour lay still; 42 boats, none of them new,\n  waited for rain.";
        try (ModelTokenizer tokenizer = ModelTokenizer.load(model, Path.of("../../deploy/models", model))) {
            TokenTexts texts = tokenizer.texts();

            assertEquals(tokenizer.size(), texts.ends().length);
            assertEquals(text, Arrays.stream(tokenizer.encode(text)).mapToObj(texts::of).collect(Collectors.joining()));
        }
    }

    /** SentencePiece writes a space as a block, and a byte that is in no token as hexadecimal digits. */
    @Test
    void piecesAreReadAsText(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"llama\",\"eos_token_id\":1}");
        Files.writeString(folder.resolve("tokenizer.json"),
                """
                        {"version":"1.0","added_tokens":[{"id":1,"content":"</s>","special":true,"single_word":false,"lstrip":false,
                         "rstrip":false,"normalized":false}],"normalizer":null,
                         "pre_tokenizer":{"type":"Metaspace","replacement":"\u2581","prepend_scheme":"always","split":false},
                         "decoder":{"type":"nonsense"},
                         "model":{"type":"BPE","unk_token":"<unk>","byte_fallback":true,"vocab":{"<unk>":0,"</s>":1,"<0x0A>":2,
                         "\u2581":3,"c":4,"\u2581c":5},"merges":["\u2581 c"]}}""");
        try (ModelTokenizer tokenizer = ModelTokenizer.load("pieces", folder)) {
            TokenTexts texts = tokenizer.texts();

            assertEquals(List.of("</s>", "\n", " ", "c", " c"),
                    List.of(texts.of(1), texts.of(2), texts.of(3), texts.of(4), texts.of(5)));
        }
    }
}
