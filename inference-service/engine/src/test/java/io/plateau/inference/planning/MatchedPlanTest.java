package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.corpus.SomeDocuments;
import io.plateau.inference.linguistics.OpenNlpAnnotator;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.tokens.ModelTokenizer;
import io.plateau.inference.tokens.TokenCounts;
import io.plateau.inference.tokens.TokenizedText;
import io.plateau.statistics.tokens.TokenGroup;

/** The grouping {@code matched} with some of the bundled corpus, and its tokenizer and counts. */
class MatchedPlanTest {
    private static final Path MODELS = Path.of("../../deploy/models");
    private static final int VOCABULARY = 4_096;
    private static final ModelShape SHAPE = new ModelShape("gpt_neox", 6, 6, 192, 768, VOCABULARY, 256, true);
    private static final int DOCUMENTS = 150;
    private static Corpus corpus;
    private static ModelTokenizer tokenizer;
    private static TokenCounts counts;

    @TempDir
    static Path folder;

    @BeforeAll
    static void load() throws IOException {
        corpus = SomeDocuments.write(folder, "corpus", DOCUMENTS).corpus();
        tokenizer = ModelTokenizer.load("tiny-neox", MODELS.resolve("tiny-neox"));
        counts = TokenCounts.load("tiny-neox", MODELS.resolve("tiny-neox"), VOCABULARY);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @Test
    void rareAndCommonTargetsAreAsManyAndOfTheirPairs() {
        for (String by : new String[]{"predicted", "input"}) {
            Plan plan = plan(corpus, "\"groupedBy\":\"" + by + "\"");
            int offset = by.equals("predicted") ? 1 : 0;

            Map<Integer, Integer> rare = new HashMap<>();
            Map<Integer, Integer> common = new HashMap<>();
            for (PlannedContext context : plan.contexts()) {
                for (int i = 0; i < context.targets().length; i++) {
                    int token = context.tokens()[context.targets()[i] + offset];
                    if (context.groups()[i] != TokenGroup.NEITHER) {
                        (context.groups()[i] == TokenGroup.RARE.code() ? rare : common).merge(token, 1, Integer::sum);
                    }
                }
            }
            // Every pair is there with its occurrences, and nothing else is
            int pairs = 0;
            for (MatchedPair pair : plan.matching().pairs()) {
                assertEquals(pair.occurrences(), rare.get(pair.rare().token()));
                assertEquals(pair.occurrences(), common.get(pair.common().token()));
                assertTrue(pair.occurrences() <= 20 && pair.tagMet());
                assertTrue(counts.of(pair.rare().token()) < 300 && counts.of(pair.common().token()) > 800);
                pairs++;
            }
            assertEquals(pairs, rare.size());
            assertEquals(pairs, common.size());
            assertEquals(plan.summary().rare(), plan.summary().common());
            assertTrue(pairs > 50, pairs + " pairs");
        }
    }

    @Test
    void aParseBesideTheCorpusGivesTheWordsTheirRoles() throws IOException {
        // Given the first documents of the bundled corpus, and a parse in which the first letter decides the role
        StringBuilder parse = new StringBuilder();
        SomeDocuments documents = SomeDocuments.write(folder, "some", DOCUMENTS);
        Corpus some = documents.corpus();
        for (String text : documents.texts()) {
            parse.append("# newdoc\n");
            int number = 1;
            for (String word : text.strip().split("\\p{javaWhitespace}+")) {
                parse.append(number++).append('\t').append(word).append("\t_\t_\t_\t_\t0\t")
                        .append(Character.toLowerCase(word.charAt(0)) < 'm' ? "nsubj" : "obj").append("\t_\t_\n");
            }
        }
        Matching without = plan(some, "\"contextsPerToken\":20").matching();
        Files.writeString(folder.resolve("some.conllu"), parse);

        Matching with = plan(some, "\"contextsPerToken\":20").matching();

        assertTrue(with.parsed() && !without.parsed());
        Map<Integer, String> roles = new HashMap<>();
        for (MatchedPair pair : with.pairs()) {
            roles.put(pair.rare().token(), pair.rare().role());
            roles.put(pair.common().token(), pair.common().role());
        }
        assertEquals(Set.of("nsubj", "obj"), Set.copyOf(roles.values()));
        assertTrue(without.pairs().stream().allMatch(p -> p.rare().role() == null && !p.roleMet()));
        // The pairing takes them into account: without them they agree by chance
        double met = with.pairs().stream().mapToInt(p -> p.roleMet() ? 1 : 0).average().orElseThrow();
        double byChance = without.pairs().stream()
                .filter(p -> roles.containsKey(p.rare().token()) && roles.containsKey(p.common().token()))
                .mapToInt(p -> roles.get(p.rare().token()).equals(roles.get(p.common().token())) ? 1 : 0).average()
                .orElseThrow();
        assertTrue(met > byChance + 0.1, met + " of the roles are met, " + byChance + " by chance");
    }

    @Test
    void theSameSpecificationGivesTheSameGroups() {
        Plan first = plan(corpus, "\"frequencies\":\"corpus\",\"rareBelow\":40,\"commonAbove\":90");
        Plan again = plan(corpus, "\"frequencies\":\"corpus\",\"rareBelow\":40,\"commonAbove\":90");

        for (int c = 0; c < first.contexts().size(); c++) {
            assertArrayEquals(first.contexts().get(c).groups(), again.contexts().get(c).groups());
            assertArrayEquals(first.contexts().get(c).tokens(), again.contexts().get(c).tokens());
        }
        assertEquals(first.matching(), again.matching());
    }

    @Test
    void withoutRareTypesOrPartnersThereIsASentence() {
        assertRefused(corpus, "\"frequencies\":\"corpus\",\"rareBelow\":1,\"commonAbove\":1",
                "0 hold a rare target (a token that occurs less than 1.0 times)");
        assertRefused(corpus, "\"commonAbove\":100000000", "rare token types has a partner");
    }

    @Test
    void aTokenHasTheCharactersItStandsFor() {
        String text = "A naïve 🦊 ran — twice.";
        TokenizedText tokens = tokenizer.tokenize(text);

        assertArrayEquals(tokenizer.encode(text), tokens.ids());
        int covered = 0;
        for (int i = 0; i < tokens.ids().length; i++) {
            assertTrue(tokens.starts()[i] <= tokens.ends()[i]);
            // Nothing but white space lies between one token and the next
            assertTrue(text.substring(Math.min(covered, tokens.starts()[i]), tokens.starts()[i]).isBlank());
            covered = Math.max(covered, tokens.ends()[i]);
        }
        assertEquals(text.length(), covered);
        int last = tokens.ids().length - 1;
        assertEquals(".", text.substring(tokens.starts()[last], tokens.ends()[last]));
    }

    @Test
    void aCorpusFarLargerThanTheSampleLeavesOnlyTheSampleBehind() throws IOException {
        // Given 5 million characters, packed
        Path file = folder.resolve("long.jsonl.gz");
        String sentence = "The small committee considered an unusual proposal before lunch. ".repeat(75);
        int documents = 1_000;
        try (Writer writer = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)),
                StandardCharsets.UTF_8)) {
            for (int d = 0; d < documents; d++) {
                writer.write("{\"text\":\"" + d + " " + sentence + "\"}\n");
            }
        }
        // When eight contexts are sampled with their text
        Sample sample = Sample.draw(specification("\"count\":256,\"contextLength\":32"),
                StreamedTokens.of(new Corpus("long", file), tokenizer),
                TextMarks.withoutPrefix(tokenizer.endOfText()), VOCABULARY,
                context -> true,
                true);

        // Then all of it was read, and what is kept is bounded by the contexts: margins and some ten characters a token
        assertTrue(sample.tokens() > 700_000, sample.tokens() + " tokens");
        assertEquals(8, sample.contexts().size());
        long kept = sample.contexts().stream().flatMap(c -> c.excerpts().stream()).mapToLong(e -> e.text().length())
                .sum();
        long excerpts = sample.contexts().stream().mapToLong(c -> c.excerpts().size()).sum();
        assertTrue(kept <= excerpts * (2 * Excerpt.MARGIN + 32 * 12), kept + " characters");
        assertTrue(excerpts <= 16, excerpts + " excerpts");
    }

    private static Plan plan(Corpus corpus, String tokens) {
        return new Planner(specification(tokens), SHAPE, 1, tokenizer, () -> counts, OpenNlpAnnotator::load)
                .plan(corpus);
    }

    private static ExperimentSpecification specification(String tokens) {
        String thresholds = tokens.contains("rareBelow")
                ? ""
                : tokens.contains("commonAbove") ? ",\"rareBelow\":300" : ",\"rareBelow\":300,\"commonAbove\":800";
        return ExperimentSpecification
                .parse("{\"model\":\"tiny-neox\",\"seed\":3,\"tokens\":{\"grouping\":\"matched\"," + tokens + thresholds
                        + (tokens.contains("\"count\"") ? "" : ",\"count\":12288,\"contextLength\":128")
                        + "},\"graph\":{\"observations\":200}}");
    }

    private static void assertRefused(Corpus corpus, String tokens, String sentence) {
        String message = assertThrows(UnprocessableException.class, () -> plan(corpus, tokens)).getMessage();
        assertTrue(message.contains(sentence), message);
    }
}
