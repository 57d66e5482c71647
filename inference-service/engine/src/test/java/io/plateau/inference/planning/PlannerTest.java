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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.tokens.TokenCounts;
import io.plateau.statistics.tokens.TokenGroup;

class PlannerTest {
    @TempDir
    Path folder;
    private Corpus corpus;
    private TokenCounts modelCounts;

    @BeforeEach
    void corpusOfFiftyDocuments() throws IOException {
        corpus = NumberCorpus.write(folder);
        modelCounts = NumberCorpus.modelCounts();
    }

    @Test
    void thePlanHoldsTogether() {
        Plan plan = plan("\"count\":1024,\"contextLength\":32");

        // 50 documents of 40 … 89 tokens and 49 joins: 3,274 tokens in 102 whole contexts, 1024 / 32 of them sampled
        assertEquals(3_274, plan.summary().corpusTokens());
        assertEquals(102, plan.summary().corpusContexts());
        assertEquals(32, plan.contexts().size());
        int rare = 0;
        int positions = 0;
        long before = -1;
        for (PlannedContext context : plan.contexts()) {
            assertTrue(context.corpusIndex() > before, "contexts must stay in corpus order");
            before = context.corpusIndex();
            for (int i = 0; i < context.targets().length; i++) {
                int t = context.targets()[i];
                assertTrue(context.tokens()[t] != NumberCorpus.END && context.tokens()[t + 1] != NumberCorpus.END);
                rare += context.groups()[i] == TokenGroup.RARE.code() ? 1 : 0;
                positions++;
                assertTrue(context.observation()[i] == 0 || context.groups()[i] == TokenGroup.RARE.code());
            }
        }
        assertEquals(plan.summary().rare(), rare);
        assertEquals(plan.summary().positions(), positions);
        assertEquals(positions, plan.summary().rare() + plan.summary().common());
        assertEquals(250, plan.summary().observations());
        assertEquals(32, plan.blocks().stream().mapToInt(Block::contexts).sum());
    }

    @Test
    void theSameSpecificationGivesTheSamePlanAndAnotherSeedAnother() {
        Plan first = plan("\"count\":1024,\"contextLength\":32");
        Plan again = plan("\"count\":1024,\"contextLength\":32");
        Plan other = new Planner(NumberCorpus.specification("\"count\":1024,\"contextLength\":32", 2),
                NumberCorpus.SHAPE, 1, NumberCorpus.NUMBERS,
                () -> modelCounts, NumberCorpus::none)
                .plan(corpus);

        for (int c = 0; c < first.contexts().size(); c++) {
            assertArrayEquals(first.contexts().get(c).tokens(), again.contexts().get(c).tokens());
            assertArrayEquals(first.contexts().get(c).groups(), again.contexts().get(c).groups());
            assertArrayEquals(first.contexts().get(c).observation(), again.contexts().get(c).observation());
        }
        assertTrue(!indices(first).equals(indices(other)), "another seed must sample other contexts");
    }

    @Test
    void theDecidingTokenAndTheCountsAreTheSpecifications() {
        // Rare by the model's counts is a small id, rare in the corpus is a large one
        for (String by : List.of("predicted", "input")) {
            int offset = by.equals("predicted") ? 1 : 0;
            assertTrue(meanToken(plan("\"count\":1024,\"contextLength\":32,\"groupedBy\":\"" + by + "\""),
                    TokenGroup.RARE.code(),
                    offset) < meanToken(plan("\"count\":1024,\"contextLength\":32,\"groupedBy\":\"" + by + "\""),
                            TokenGroup.COMMON.code(), offset));
            String ofCorpus = "\"count\":1024,\"contextLength\":32,\"frequencies\":\"corpus\",\"groupedBy\":\"" + by
                    + "\"";
            assertTrue(meanToken(plan(ofCorpus), TokenGroup.RARE.code(), offset) > meanToken(plan(ofCorpus),
                    TokenGroup.COMMON.code(),
                    offset));
        }
    }

    @Test
    void anExactSplitOfTheGroupsIsByFrequency() {
        Plan plan = plan("\"count\":1024,\"contextLength\":32");

        int largestRare = 0;
        int smallestCommon = Integer.MAX_VALUE;
        for (PlannedContext context : plan.contexts()) {
            for (int i = 0; i < context.targets().length; i++) {
                int target = context.tokens()[context.targets()[i] + 1];
                if (context.groups()[i] == TokenGroup.RARE.code()) {
                    largestRare = Math.max(largestRare, target);
                } else {
                    smallestCommon = Math.min(smallestCommon, target);
                }
            }
        }
        // the model counts token k k times
        assertEquals(largestRare + 1, smallestCommon);
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws IOException {
        assertRefused("\"count\":1024,\"contextLength\":128",
                "tokens.contextLength is 128 but model m reads at most 64 tokens");
        assertRefused("\"count\":224,\"contextLength\":32",
                "target positions of the group rare but the graph needs at least 200");
        assertRefused(
                "\"count\":1024,\"contextLength\":32,\"grouping\":\"thresholds\",\"rareBelow\":1000,\"commonAbove\":1000",
                "and 0 common; both groups are needed: take more tokens or other thresholds");
        Files.writeString(corpus.file(), "{\"text\":\"1 2 3 4 5\"}");
        assertRefused("\"count\":1024,\"contextLength\":32",
                "corpus numbers has 5 tokens; with tokens.contextLength 32 at least 64 are needed");
        Files.writeString(corpus.file(), "{\"text\":\"1 2 40\"}");
        assertRefused("\"count\":1024,\"contextLength\":32",
                "gives token 40 but the model knows tokens 0 to 39; its tokenizer.json belongs to another model");
    }

    @Test
    void shortDocumentsAreBlamedOnWhatTheyAre() throws IOException {
        Files.writeString(corpus.file(), "{\"text\":\"1 2\"}\n".repeat(100));
        assertRefused("\"count\":1024,\"contextLength\":32",
                "of the 9 contexts of corpus numbers, 0 have a target position and 2 are needed: its 100 documents have"
                        + " 299 tokens, the joining ones included, and a document needs 3 of its own");
        // One target in four positions: many contexts, few targets
        Files.writeString(corpus.file(), "{\"text\":\"1 2 3\"}\n{\"text\":\"3 2 1\"}\n".repeat(100));
        assertRefused("\"count\":1024,\"contextLength\":32",
                "for the corpus' 200 documents are short: 3 tokens on average)");
        Files.writeString(corpus.file(), "{\"text\":\"1\"}\n{\"text\":\"2\"}");
        assertRefused("\"count\":1024,\"contextLength\":32",
                "corpus numbers has 3 tokens in 2 documents; with tokens.contextLength 32 at least 64 are needed");
    }

    @Test
    void equalCountsAreBlamedOnTheCounts() {
        modelCounts = new TokenCounts(NumberCorpus.SHAPE.vocabulary());
        assertRefused("\"count\":1024,\"contextLength\":32",
                "that decide the groups has the count 0 in the model's token-counts.json, so none is rarer than another");
    }

    @Test
    void whatIsNoCharacterIsCountedAndSaidInEveryReading() throws IOException {
        String text = "{\"text\":\"" + "1 2 3 4 5 6 7 8 9 ".repeat(60).strip() + "\",\"domain\":\"\\ud800\"}\n";
        Files.writeString(corpus.file(), text.repeat(10));

        Plan plan = plan("\"count\":1024,\"contextLength\":32");

        assertEquals(10, plan.summary().replacedCharacters());
        assertEquals(
                List.of("corpus numbers has 10 invalid characters (bytes that are not UTF-8, or half a surrogate pair),"
                        + " read as U+FFFD; the first is in line 1"),
                plan.summary().notes());
    }

    /** Rows of the embedding beyond the tokenizer's are no tokens: they occur nowhere and have no counts. */
    @Test
    void aPaddedVocabularyChangesNoPlan() {
        ModelShape padded = new ModelShape("gpt2", 2, 2, 8, 32, 40 + 27, 64, false);
        TokenCounts counts = new TokenCounts(padded.vocabulary());
        IntStream.range(1, 40).forEach(token -> IntStream.range(0, token).forEach(i -> counts.add(token)));
        for (String grouping : List.of("", ",\"frequencies\":\"corpus\"",
                ",\"grouping\":\"thresholds\",\"rareBelow\":10,\"commonAbove\":20")) {
            String tokens = "\"count\":1024,\"contextLength\":32" + grouping;
            Plan exact = plan(tokens);

            Plan found = new Planner(NumberCorpus.specification(tokens, 1), padded, 1, NumberCorpus.NUMBERS,
                    () -> counts, NumberCorpus::none)
                    .plan(corpus);

            assertEquals(exact.summary(), found.summary());
            for (int c = 0; c < exact.contexts().size(); c++) {
                assertArrayEquals(exact.contexts().get(c).tokens(), found.contexts().get(c).tokens());
                assertArrayEquals(exact.contexts().get(c).groups(), found.contexts().get(c).groups());
                assertArrayEquals(exact.contexts().get(c).observation(), found.contexts().get(c).observation());
            }
        }
    }

    private Plan plan(String tokens) {
        return new Planner(NumberCorpus.specification(tokens, 1), NumberCorpus.SHAPE, 1, NumberCorpus.NUMBERS,
                () -> modelCounts, NumberCorpus::none)
                .plan(corpus);
    }

    private static List<Long> indices(Plan plan) {
        return plan.contexts().stream().map(PlannedContext::corpusIndex).toList();
    }

    private static double meanToken(Plan plan, byte group, int offset) {
        return plan.contexts().stream().flatMapToInt(c -> IntStream.range(0, c.targets().length)
                .filter(i -> c.groups()[i] == group).map(i -> c.tokens()[c.targets()[i] + offset])).average()
                .orElseThrow();
    }

    private void assertRefused(String tokens, String sentence) {
        String message = assertThrows(UnprocessableException.class, () -> plan(tokens)).getMessage();
        assertTrue(message.contains(sentence), message);
    }
}
