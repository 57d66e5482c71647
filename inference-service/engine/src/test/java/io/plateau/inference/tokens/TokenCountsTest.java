package io.plateau.inference.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.UnprocessableException;

class TokenCountsTest {
    @TempDir
    Path folder;

    @Test
    void countsMayStopBeforeTheVocabularyDoes() throws IOException {
        write("{\"tokens\":5,\"counts\":[2,3]}");

        TokenCounts counts = TokenCounts.load("m", folder, 4);

        assertEquals(5, counts.total());
        assertEquals(3, counts.of(1));
        assertEquals(0, counts.of(3));
    }

    @Test
    void whatIsNoCountsFileIsRefused() throws IOException {
        assertRefused(
                "model m has no token-counts.json; put one beside its weights or set tokens.frequencies to corpus");
        write("[]");
        assertRefused("must be an object {\"tokens\": n, \"counts\": [...]}");
        write("{");
        assertRefused("is not JSON");
        write("{\"tokens\":5,\"counts\":[1,1,1,1,1]}");
        assertRefused("has 5 counts but the model has 4 tokens");
        write("{\"tokens\":5,\"counts\":[6,-1]}");
        assertRefused("has -1 as the count of token 1; a count is a whole number from 0");
        write("{\"tokens\":5,\"counts\":[2,2]}");
        assertRefused("says 5 tokens but its counts add up to 4");
        write("{\"tokens\":4611686018427387904,\"counts\":[2305843009213693952,2305843009213693952]}");
        assertRefused("has 4611686018427387904 as its number of tokens, more than any corpus has tokens");
        write("{\"tokens\":5,\"counts\":[9223372036854775808]}");
        assertRefused("has 9223372036854775808 as the count of token 0, more than any corpus has tokens");
        write("{\"tokens\":18446744073709551612,\"counts\":[9223372036854775807,9223372036854775805]}");
        assertRefused("more than any corpus");
    }

    @Test
    void everyFaultHasASentenceOfItsOwn() throws IOException {
        write("{\"tokens\":0,\"counts\":[0,0,0]}");
        assertRefused("counts no token at all: every count is 0");
        write("{\"tokens\":0,\"counts\":[]}");
        assertRefused("has no counts; it needs one for every token");
        write("{\"counts\":[1]}");
        assertRefused("must be an object {\"tokens\": n, \"counts\": [...]}; it has no tokens");
        write("{\"tokens\":5}");
        assertRefused("; it has no list of counts");
        write("{\"tokens\":5,\"counts\":{\"a\":5}}");
        assertRefused("; it has no list of counts");
        write("{\"tokens\":-5,\"counts\":[5]}");
        assertRefused("has -5 as its number of tokens; a count is a whole number from 0");
        for (String number : new String[]{"1.5", "1.0", "1e2", "NaN", "Infinity", "null", "true"}) {
            write("{\"tokens\":5,\"counts\":[5," + number + "]}");
            assertRefused("has " + number + " as the count of token 1; a count is a whole number from 0");
            write("{\"tokens\":" + number + ",\"counts\":[5]}");
            assertRefused("has " + number + " as its number of tokens; a count is a whole number from 0");
        }
        write("{\"tokens\":5,\"counts\":[\"5\"]}");
        assertRefused("has the text '5' as the count of token 0");
        write("{\"tokens\":5,\"counts\":[[5]]}");
        assertRefused("has a list as the count of token 0");
        write("{\"tokens\":5,\"counts\":[5],\"counts\":[5]}");
        assertRefused("is not JSON: Duplicate field 'counts'");
        write("{\"tokens\":5,\"counts\":[5]} 1");
        assertRefused("has something behind its object");
        write("{\"tokens\":5,\"counts\":[5");
        assertRefused("is not JSON: it ends too early");
    }

    @Test
    void fewerCountsThanTheTokenizerHasTokensAreRefused() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), """
                {"model":{"type":"BPE","vocab":{"a":0,"b":1},"merges":[]},
                 "added_tokens":[{"id":2,"content":"<|endoftext|>","special":true}]}""");
        write("{\"tokens\":5,\"counts\":[2,3]}");
        assertRefused(
                "has 2 counts but the tokenizer has 3 tokens; it needs one for every token, in the order of their ids");

        write("{\"tokens\":5,\"counts\":[2,3,0]}");
        assertEquals(5, TokenCounts.load("m", folder, 4).total());
        // A tokenizer with more tokens than the model's embedding
        write("{\"tokens\":5,\"counts\":[2,3]}");
        assertEquals(5, TokenCounts.load("m", folder, 2).total());
    }

    private void write(String json) throws IOException {
        Files.writeString(folder.resolve(TokenCounts.FILE), json);
    }

    private void assertRefused(String sentence) {
        String message = assertThrows(UnprocessableException.class, () -> TokenCounts.load("m", folder, 4))
                .getMessage();
        assertTrue(message.contains(sentence), message);
    }
}
