package io.plateau.contracts.specification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReanalysisTest {
    private static final ExperimentSpecification SOURCE = ExperimentSpecification.parse("""
            {"model": "tiny-neox", "preset": "paper", "seed": 7, "tokens": {"count": 1024}, "keepPartialResults": true,
             "graph": {"observations": 300, "controls": 50}, "attention": {"layers": [2, 4]}}""");

    @Test
    void whatIsLeftOutIsTheSources() {
        ExperimentSpecification filled = filled(
                """
                        {"reanalysisOf": "one", "graph": {"controls": 19}, "regimes": {"plateauRule": "top-k", "topK": null}}""");

        assertEquals(ExperimentSpecification.parse("""
                {"model": "tiny-neox", "preset": "paper", "seed": 7, "tokens": {"count": 1024}, "reanalysisOf": "one",
                 "graph": {"observations": 300, "controls": 19}, "attention": {"layers": [2, 4]},
                 "regimes": {"plateauRule": "top-k"}}"""), filled);
        assertFalse(filled.keepPartialResults());
        Reanalysis.require(filled, SOURCE);
    }

    @Test
    void aStudyVariesItsAnalyses() {
        String document = fill("{\"reanalysisOf\": \"one\", \"graph\": {\"objective\": [\"signed\", \"absolute\"]}}");

        SpecificationVariants study = SpecificationVariants.parse(document);

        assertEquals(2, study.variants().size());
        study.requireEach(each -> Reanalysis.require(each, SOURCE));
    }

    @Test
    void aDocumentWithoutSourceStaysAsItIs() {
        for (String document : new String[]{"{\"model\": \"tiny-neox\"}", "[]", "{\"reanalysisOf\": null}"}) {
            assertEquals(document, fill(document));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"one\"]", "1", "{}"})
    void theSourceIsOneExperiment(String source) {
        String message = assertThrows(InvalidSpecificationException.class,
                () -> fill("{\"reanalysisOf\": " + source + "}")).getMessage();
        assertTrue(message.startsWith("reanalysisOf is " + source + "; it must be the identifier of one experiment"),
                message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"model\": \"tiny-gpt2\"}", "{\"corpus\": \"other\"}", "{\"seed\": 8}",
            "{\"preset\": \"default\"}", "{\"tokens\": {\"count\": 512}}", "{\"tokens\": {\"prefix\": \"none\"}}",
            "{\"ablation\": {\"value\": \"zero\"}}", "{\"graph\": {\"observations\": 200}}",
            "{\"graph\": {\"weightSpectra\": false}}", "{\"attention\": {\"layers\": [2]}}",
            "{\"attention\": {\"layers\": null}}", "{\"attention\": {\"profileOffsets\": 8}}",
            "{\"mechanisms\": {\"effects\": false}}", "{\"mechanisms\": {\"nullSpace\": 12}}"})
    void blocksThatWouldDifferAreNotTakenOver(String change) {
        ExperimentSpecification changed = filled(change.replaceFirst("\\{", "{\"reanalysisOf\": \"one\", "));

        String message = assertThrows(InvalidSpecificationException.class, () -> Reanalysis.require(changed, SOURCE))
                .getMessage();

        assertTrue(message.contains(" where experiment one has "), message);
        assertTrue(message
                .endsWith("can change only attention (except concentration, layerRange, layers, profileOffsets),"
                        + " graph (except observationGroup, observations, weightSpectra), keepPartialResults, mechanisms"
                        + " (except effects, nullSpace), regimes"),
                message);
    }

    private static ExperimentSpecification filled(String document) {
        return ExperimentSpecification.parse(fill(document));
    }

    private static String fill(String document) {
        return Reanalysis.fill(document, source -> {
            assertEquals("one", source);
            return SOURCE;
        });
    }
}
