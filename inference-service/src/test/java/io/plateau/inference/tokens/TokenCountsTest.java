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
        write("{\"tokens\":18446744073709551612,\"counts\":[9223372036854775807,9223372036854775805]}");
        assertRefused("more than any corpus");
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
