package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.corpus.SomeDocuments;
import io.plateau.inference.linguistics.OpenNlpAnnotator;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.tokens.ModelTokenizer;
import io.plateau.inference.tokens.TokenCounts;

/** A plan that shares what it reads is the plan that reads everything itself. */
class SharedInputsTest {
    private static final Path MODEL = Path.of("../../deploy/models/tiny-neox");
    /** Enough for the largest plan. */
    private static final int DOCUMENTS = 100;
    private static final int VOCABULARY = 4_096;
    private static final ModelShape SHAPE = new ModelShape("gpt_neox", 6, 6, 192, 768, VOCABULARY, 256, true);
    private static final long AMPLE = 64L << 20;

    private int opened;
    private int counted;

    @TempDir
    Path folder;
    private Corpus corpus;

    @BeforeEach
    void takeSomeDocuments() throws IOException {
        corpus = SomeDocuments.write(folder, "some", DOCUMENTS).corpus();
    }

    private static List<ExperimentSpecification> specifications() {
        String matched = "\"grouping\":\"matched\",\"rareBelow\":300,\"commonAbove\":800";
        return List.of(specification(1, "\"count\":512"), specification(2, "\"count\":512"),
                specification(1, "\"count\":1024,\"contextLength\":64,\"frequencies\":\"corpus\""),
                specification(3, "\"count\":12288,\"contextLength\":128," + matched),
                specification(4, "\"count\":12288,\"contextLength\":128,\"frequencies\":\"corpus\"," + matched));
    }

    @Test
    void plansAreTheSameWithAndWithoutWhateverOfThemIsKept() {
        List<Plan> alone = specifications().stream().map(specification -> alone(specification, corpus)).toList();
        // A tenth of the bound keeps the tokens alone, not the text behind them.
        for (long bound : new long[]{AMPLE, AMPLE / 10, 0}) {
            SharedInputs shared = new SharedInputs(bound, OpenNlpAnnotator::load);
            for (int round = 0; round < 2; round++) {
                for (int s = 0; s < alone.size(); s++) {
                    assertSame(alone.get(s), together(shared, specifications().get(s), corpus));
                    assertTrue(shared.bytes() <= bound, shared.bytes() + " of " + bound + " bytes");
                }
            }
        }
    }

    @Test
    void theCorpusIsTokenisedAndCountedOnceForAllPlans() {
        SharedInputs shared = new SharedInputs(AMPLE, OpenNlpAnnotator::load);
        for (int seed = 1; seed <= 5; seed++) {
            together(shared, specification(seed, "\"count\":512"), corpus);
        }

        assertEquals(1, opened);
        assertEquals(1, counted);
    }

    @Test
    void aCorpusThatChangedIsReadAnew() throws IOException {
        // Given a corpus and its plan
        corpus = new Corpus("changing", folder.resolve("changing.txt"));
        ExperimentSpecification specification = specification(1, "\"count\":512,\"contextLength\":64");
        Files.writeString(corpus.file(), text("the old house by the river "));
        SharedInputs shared = new SharedInputs(AMPLE, OpenNlpAnnotator::load);
        Plan old = together(shared, specification, corpus);
        // When it changes under the same name, to the same length
        Files.writeString(corpus.file(), text("the new mouse in the garage"));
        Plan changed = together(shared, specification, corpus);

        assertSame(alone(specification, corpus), changed);
        assertNotEquals(List.of(old.contexts().get(0).tokens()[5], old.contexts().get(0).tokens()[6]),
                List.of(changed.contexts().get(0).tokens()[5], changed.contexts().get(0).tokens()[6]));
    }

    @Test
    void nothingIsSharedOfAPlanWhoseFilesMayHaveChangedMeanwhile() {
        SharedInputs shared = new SharedInputs(AMPLE, OpenNlpAnnotator::load);
        ExperimentSpecification specification = specification(1, "\"count\":512");
        try (SharedInputs.Inputs inputs = inputs(shared, corpus)) {
            plan(specification, corpus, inputs);
        }

        assertEquals(0, shared.bytes());
        together(shared, specification, corpus);
        assertEquals(2, opened);
    }

    private static String text(String sentence) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            text.append(sentence).append(i).append('\n');
        }
        return text.toString();
    }

    private static String contentOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SharedInputs.Inputs inputs(SharedInputs shared, Corpus corpus) {
        return shared.of(List.of(corpus.name(), contentOf(corpus.file())), () -> {
            opened++;
            return ModelTokenizer.load("tiny-neox", MODEL);
        });
    }

    private Plan together(SharedInputs shared, ExperimentSpecification specification, Corpus corpus) {
        try (SharedInputs.Inputs inputs = inputs(shared, corpus)) {
            Plan plan = plan(specification, corpus, inputs);
            inputs.keep();
            return plan;
        }
    }

    private Plan plan(ExperimentSpecification specification, Corpus corpus, SharedInputs.Inputs inputs) {
        return new Planner(specification, SHAPE, 1, inputs.tokenizer(), () -> inputs.counts(() -> {
            counted++;
            return counts();
        }), inputs::annotator).plan(corpus, inputs.tokens(corpus));
    }

    private static Plan alone(ExperimentSpecification specification, Corpus corpus) {
        try (ModelTokenizer tokenizer = ModelTokenizer.load("tiny-neox", MODEL)) {
            return new Planner(specification, SHAPE, 1, tokenizer, SharedInputsTest::counts, OpenNlpAnnotator::load)
                    .plan(corpus);
        }
    }

    private static TokenCounts counts() {
        return TokenCounts.load("tiny-neox", MODEL, VOCABULARY);
    }

    private static ExperimentSpecification specification(int seed, String tokens) {
        return ExperimentSpecification.parse("{\"model\":\"tiny-neox\",\"seed\":" + seed + ",\"tokens\":{" + tokens
                + "},\"graph\":{\"observations\":200,\"observationGroup\":\"all\"}}");
    }

    private static void assertSame(Plan alone, Plan together) {
        assertEquals(alone.summary(), together.summary());
        assertEquals(alone.blocks(), together.blocks());
        assertEquals(alone.cut(), together.cut());
        assertEquals(alone.matching(), together.matching());
        assertEquals(alone.contexts().size(), together.contexts().size());
        for (int c = 0; c < alone.contexts().size(); c++) {
            PlannedContext a = alone.contexts().get(c);
            PlannedContext b = together.contexts().get(c);
            assertEquals(a.index(), b.index());
            assertEquals(a.corpusIndex(), b.corpusIndex());
            assertArrayEquals(a.tokens(), b.tokens());
            assertArrayEquals(a.targets(), b.targets());
            assertArrayEquals(a.groups(), b.groups());
            assertArrayEquals(a.observation(), b.observation());
        }
    }
}
