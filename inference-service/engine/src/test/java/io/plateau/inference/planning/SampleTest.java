package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.tokens.ModelTokenizer;
import io.plateau.inference.tokens.TokenCounts;

/** A corpus gives the same tokens however it is read: counted alone, sampled, sampled with its text. */
class SampleTest {
    private static final int VOCABULARY = 4_096;
    private static final ExperimentSpecification SPECIFICATION = ExperimentSpecification
            .parse("{\"model\":\"tiny-neox\",\"tokens\":{\"count\":64,\"contextLength\":16}}");
    private static ModelTokenizer tokenizer;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        tokenizer = ModelTokenizer.load("tiny-neox", Path.of("../../deploy/models/tiny-neox"));
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @Test
    void halvesOfSurrogatePairsAreTheSameTokensInEveryReading() throws IOException {
        String broken = "{\"text\":\"wide \\ud83d\\ude00 half \\ud800\\ud83d\\ude00 and \\udc00é end\"}\n";
        String mended = "{\"text\":\"wide \\ud83d\\ude00 half \uFFFD\\ud83d\\ude00 and \uFFFDé end\"}\n";

        Sample whole = sample(corpus("mended", mended.repeat(40)), false);
        for (boolean withText : new boolean[]{false, true}) {
            Sample sample = sample(corpus("broken", broken.repeat(40)), withText);

            assertEquals(80, sample.replacements().count());
            assertArrayEquals(counts(whole.counts()), counts(sample.counts()));
            for (int c = 0; c < whole.contexts().size(); c++) {
                assertArrayEquals(whole.contexts().get(c).tokens(), sample.contexts().get(c).tokens());
            }
        }
        assertArrayEquals(counts(whole.counts()),
                counts(Sample.count(SPECIFICATION,
                        StreamedTokens.of(corpus("broken", broken.repeat(40)), tokenizer), VOCABULARY)));
    }

    @Test
    void aDocumentThatCannotBeTokenisedInBoundedMemoryIsRefusedByItsLine() throws IOException {
        Corpus corpus = corpus("runs", "{\"text\":\"a word\"}\n\n{\"text\":\"" + "a".repeat(8 << 20) + "\"}\n");

        for (Executable reading : List.<Executable>of(() -> sample(corpus, false), () -> sample(corpus, true),
                () -> Sample.count(SPECIFICATION, StreamedTokens.of(corpus, tokenizer), VOCABULARY))) {
            String message = assertThrows(UnprocessableException.class, reading).getMessage();
            assertTrue(message.startsWith("corpus runs, line 3 has more than 262144 characters without white space"),
                    message);
        }
    }

    private static Sample sample(Corpus corpus, boolean withText) {
        return Sample.draw(SPECIFICATION, StreamedTokens.of(corpus, tokenizer),
                TextMarks.withoutPrefix(tokenizer.endOfText()), VOCABULARY,
                context -> true, withText);
    }

    private static long[] counts(TokenCounts counts) {
        return IntStream.range(0, VOCABULARY).mapToLong(counts::of).toArray();
    }

    private Corpus corpus(String name, String lines) throws IOException {
        return new Corpus(name, Files.writeString(folder.resolve(name + ".jsonl"), lines));
    }
}
