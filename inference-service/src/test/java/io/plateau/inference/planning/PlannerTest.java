package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.linguistics.Annotator;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.tokens.TokenCounts;
import io.plateau.inference.tokens.TokenizedText;
import io.plateau.inference.tokens.Tokenizer;
import io.plateau.statistics.tokens.TokenGroup;

class PlannerTest {
    private static final int END = 0;
    private static final ModelShape SHAPE = new ModelShape("gpt2", 2, 2, 8, 32, 40, 64, false);
    /** A text is its token ids, written out. */
    private static final Tokenizer NUMBERS = new Tokenizer() {
        @Override
        public int[] encode(String text) {
            return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
        }

        @Override
        public TokenizedText tokenize(String text) {
            throw new AssertionError("the groupings by frequency need no text");
        }

        @Override
        public int endOfText() {
            return END;
        }
    };

    @TempDir
    Path folder;
    private Corpus corpus;
    private TokenCounts modelCounts;

    @BeforeEach
    void corpusOfFiftyDocuments() throws IOException {
        // Token k of 1 … 39 is the rarer the larger it is; the model's counts say the opposite
        Random random = new Random(11);
        String lines = IntStream.range(0, 50)
                .mapToObj(d -> "{\"text\":\"" + IntStream.range(0, 40 + d)
                        .mapToObj(i -> Integer.toString(1 + (int) (39 * random.nextDouble() * random.nextDouble())))
                        .collect(Collectors.joining(" ")) + "\"}")
                .collect(Collectors.joining("\n"));
        corpus = new Corpus("numbers", Files.writeString(folder.resolve("numbers.jsonl"), lines));
        modelCounts = new TokenCounts(SHAPE.vocabulary());
        for (int token = 1; token < 40; token++) {
            for (int i = 0; i < token; i++) {
                modelCounts.add(token);
            }
        }
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
                assertTrue(context.tokens()[t] != END && context.tokens()[t + 1] != END);
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
        Plan other = new Planner(specification("\"count\":1024,\"contextLength\":32", 2), SHAPE, 1, NUMBERS,
                () -> modelCounts, PlannerTest::none)
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
        modelCounts = new TokenCounts(SHAPE.vocabulary());
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

    @Test
    void positionsThatNoRecordHoldsAreRefused() {
        ModelShape wide = new ModelShape("gpt2", 2, 2, 8, 2_000_000, 40, 64, false);
        String message = assertThrows(UnprocessableException.class,
                () -> new Planner(specification("\"count\":1024,\"contextLength\":32", 1), wide, 1, NUMBERS,
                        () -> modelCounts, PlannerTest::none)
                        .plan(corpus))
                .getMessage();

        assertTrue(message.startsWith("the activations of one position take 8000000 bytes"), message);
    }

    @Test
    void thePapersLargestModelIsPlannableAtThePapersContextLength() {
        // GPT-2 XL: 255 × 6,400 activations of 4 bytes are 6.5 MB, and 25 heads' rows of one layer 3.3 MB
        ModelShape xl = new ModelShape("gpt2", 48, 25, 1_600, 6_400, 40, 1_024, false);

        Plan plan = new Planner(specification("\"count\":2560,\"contextLength\":256", 1), xl, 12, NUMBERS,
                () -> modelCounts, PlannerTest::none).plan(corpus);

        assertEquals(10, plan.blocks().size());
        assertEquals(10, plan.stageBlocks());
        assertEquals(Cut.NONE, plan.cut());
    }

    @Test
    void longContextsOfThePapersLargestModelAreCut() {
        ModelShape xl = new ModelShape("gpt2", 48, 25, 1_600, 6_400, 40, 1_024, false);

        Plan plan = new Planner(specification("\"count\":2048,\"contextLength\":1024", 1), xl, 12, NUMBERS,
                () -> modelCounts, PlannerTest::none).plan(corpus);

        // 26 MB of activations in records of 7 MiB
        assertEquals(4, plan.cut().parts());
        assertEquals(List.of(new Block(0, 1), new Block(1, 1)), plan.blocks());
        assertEquals(8, plan.stageBlocks());
        assertEquals(2, plan.contexts().size());
    }

    private static Annotator none() {
        throw new AssertionError("the groupings by frequency need no language model");
    }

    private Plan plan(String tokens) {
        return new Planner(specification(tokens, 1), SHAPE, 1, NUMBERS, () -> modelCounts, PlannerTest::none)
                .plan(corpus);
    }

    private static ExperimentSpecification specification(String tokens, long seed) {
        return ExperimentSpecification.parse("{\"model\":\"m\",\"seed\":" + seed + ",\"tokens\":{" + tokens
                + "},\"graph\":{\"observations\":250}}");
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
