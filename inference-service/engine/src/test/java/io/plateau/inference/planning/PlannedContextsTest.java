package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.tokens.TokenCounts;
import io.plateau.inference.tokens.Tokenizer;

/** What contexts begin with, and how they are cut for records. */
class PlannedContextsTest {
    @TempDir
    Path folder;
    private final TokenCounts modelCounts = NumberCorpus.modelCounts();
    private Corpus corpus;

    @BeforeEach
    void corpusOfFiftyDocuments() throws IOException {
        corpus = NumberCorpus.write(folder);
    }

    private Planner planner(String tokens, ModelShape shape, Tokenizer tokenizer) {
        return new Planner(NumberCorpus.specification(tokens, 1), shape, 1, tokenizer, () -> modelCounts,
                NumberCorpus::none);
    }

    @Test
    void contextsBeginAsTheFamilyWasTrainedUnlessTheSpecificationSays() {
        String tokens = "\"count\":1024,\"contextLength\":32";
        Tokenizer prefixing = new NumberCorpus.NumberTokenizer() {
            @Override
            public Optional<Integer> beginningOfText() {
                return Optional.of(38);
            }

            @Override
            public int[] postProcessorPrefix() {
                return new int[]{39};
            }
        };
        ModelShape llama = new ModelShape("llama", 2, 2, 8, 32, 40, 64, false);
        assertFirst(-1, prefixing, NumberCorpus.SHAPE, tokens);
        assertFirst(39, prefixing, llama, tokens);
        assertFirst(38, prefixing, NumberCorpus.SHAPE, tokens + ",\"prefix\":\"bos\"");
        assertFirst(39, prefixing, NumberCorpus.SHAPE, tokens + ",\"prefix\":\"auto\"");
        assertFirst(-1, prefixing, llama, tokens + ",\"prefix\":\"none\"");
        String message = assertThrows(UnprocessableException.class,
                () -> planner(tokens + ",\"prefix\":\"bos\"", NumberCorpus.SHAPE, NumberCorpus.NUMBERS).plan(corpus))
                .getMessage();
        assertTrue(message.contains("the model names no beginning-of-text token"), message);
    }

    /** @param first token of every context; −1 for none of its own */
    private void assertFirst(int first, Tokenizer tokenizer, ModelShape shape, String tokens) {
        Plan plan = planner(tokens, shape, tokenizer).plan(corpus);
        for (PlannedContext context : plan.contexts()) {
            assertEquals(32, context.tokens().length);
            assertTrue(first < 0 || context.tokens()[0] == first && (context.targets().length == 0
                    || context.targets()[0] > 0), "every context must begin with " + first);
        }
        assertEquals(first < 0
                ? List.of()
                : List.of("every context begins with token " + first + " (tokens.prefix), which is no target"),
                plan.summary().notes());
        // 3,274 tokens in contexts of 32, or of 31 behind the prefix
        assertEquals(first < 0 ? 102 : 105, plan.summary().corpusContexts());
    }

    @Test
    void positionsThatNoRecordHoldsAreRefused() {
        ModelShape wide = new ModelShape("gpt2", 2, 2, 8, 2_000_000, 40, 64, false);
        String message = assertThrows(UnprocessableException.class,
                () -> new Planner(NumberCorpus.specification("\"count\":1024,\"contextLength\":32", 1), wide, 1,
                        NumberCorpus.NUMBERS,
                        () -> modelCounts, NumberCorpus::none)
                        .plan(corpus))
                .getMessage();

        assertTrue(message.startsWith("the activations of one position take 8000000 bytes"), message);
    }

    @Test
    void thePapersLargestModelIsPlannableAtThePapersContextLength() {
        // GPT-2 XL: 255 × 6,400 activations of 4 bytes are 6.5 MB, and 25 heads' rows of one layer 3.3 MB
        ModelShape xl = new ModelShape("gpt2", 48, 25, 1_600, 6_400, 40, 1_024, false);

        Plan plan = new Planner(NumberCorpus.specification("\"count\":2560,\"contextLength\":256", 1), xl, 12,
                NumberCorpus.NUMBERS,
                () -> modelCounts, NumberCorpus::none).plan(corpus);

        assertEquals(10, plan.blocks().size());
        assertEquals(10, plan.stageBlocks());
        assertEquals(Cut.NONE, plan.cut());
    }

    @Test
    void longContextsOfThePapersLargestModelAreCut() {
        ModelShape xl = new ModelShape("gpt2", 48, 25, 1_600, 6_400, 40, 1_024, false);

        Plan plan = new Planner(NumberCorpus.specification("\"count\":2048,\"contextLength\":1024", 1), xl, 12,
                NumberCorpus.NUMBERS,
                () -> modelCounts, NumberCorpus::none).plan(corpus);

        // 26 MB of activations in records of 7 MiB
        assertEquals(4, plan.cut().parts());
        assertEquals(List.of(new Block(0, 1), new Block(1, 1)), plan.blocks());
        assertEquals(8, plan.stageBlocks());
        assertEquals(2, plan.contexts().size());
    }
}
