package io.plateau.contracts.specification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.specification.AttentionSpecification.LayerRange;
import io.plateau.contracts.specification.AttentionSpecification.Maximum;
import io.plateau.contracts.specification.AttentionSpecification.Mode;
import io.plateau.contracts.specification.GraphSpecification.Comparison;
import io.plateau.contracts.specification.GraphSpecification.Objective;
import io.plateau.contracts.specification.RegimeSpecification.PlateauRule;
import io.plateau.contracts.specification.RegimeSpecification.Ranks;
import io.plateau.contracts.specification.RegimeSpecification.Weighting;
import io.plateau.contracts.specification.TokenSpecification.GroupedBy;
import io.plateau.contracts.specification.TokenSpecification.Grouping;

/** The rows of deploy/science, Presets. */
class PresetTest {

    @Test
    void theDefaultIsThatOfEveryField() {
        assertEquals(ExperimentSpecification.parse("{\"model\":\"m\"}"), of("default", ""));
        assertEquals(Preset.DEFAULT, of("default", "").preset());
    }

    @Test
    void thePapersTextReadLiterally() {
        ExperimentSpecification paper = of("paper", "");

        assertEquals(GroupedBy.PREDICTED, paper.tokens().groupedBy());
        assertEquals(Grouping.MEDIAN, paper.tokens().grouping());
        assertEquals(Weighting.UNWEIGHTED, paper.regimes().weighting());
        assertEquals(Ranks.ALL, paper.regimes().ranks());
        assertEquals(PlateauRule.EXCESS, paper.regimes().plateauRule());
        assertEquals(0.5, paper.regimes().plateauDelta());
        assertEquals(0.1, paper.graph().threshold());
        assertEquals(Objective.ABSOLUTE, paper.graph().objective());
        assertEquals(100, paper.graph().louvainRuns());
        assertEquals(100, paper.graph().controls());
        assertEquals(Comparison.MANN_WHITNEY, paper.graph().test());
        assertEquals(LayerRange.PAPER, paper.attention().layerRange());
        assertEquals(Mode.UNIFORM, paper.attention().mode());
        assertEquals(Maximum.NAIVE, paper.attention().maximum());
    }

    @Test
    void whatThePublishedCodeDoes() {
        ExperimentSpecification code = of("published-code", "");

        assertEquals(GroupedBy.INPUT, code.tokens().groupedBy());
        assertEquals(Grouping.THRESHOLDS, code.tokens().grouping());
        // Scaled from 9e9 tokens to the counts' total: rare is a share of 0.001 and less, common all above it.
        assertTrue(code.tokens().scaleThresholds());
        assertEquals(0.001, code.tokens().rareBelow() / 9e9);
        assertEquals(0.001, code.tokens().commonAbove() / 9e9);
        assertEquals(Weighting.UNWEIGHTED, code.regimes().weighting());
        assertEquals(Ranks.ALL, code.regimes().ranks());
        assertEquals(PlateauRule.TOP_K, code.regimes().plateauRule());
        assertEquals(50, code.regimes().topK());
        assertEquals(0.3, code.graph().threshold());
        assertEquals(Objective.ABSOLUTE, code.graph().objective());
        assertEquals(1, code.graph().louvainRuns());
        assertEquals(2, code.graph().controls());
        assertEquals(Comparison.MANN_WHITNEY, code.graph().test());
        assertEquals(LayerRange.LAST_TWO, code.attention().layerRange());
        assertEquals(Mode.BOS, code.attention().mode());
        assertEquals(Maximum.NAIVE, code.attention().maximum());
    }

    @Test
    void aFieldThatIsGivenWinsAndNullLeavesItToThePreset() {
        ExperimentSpecification paper = of("paper",
                ",\"graph\":{\"controls\":19,\"objective\":null},\"regimes\":null,\"attention\":{\"layers\":[3]}");

        assertEquals(19, paper.graph().controls());
        assertEquals(Objective.ABSOLUTE, paper.graph().objective());
        assertEquals(Comparison.MANN_WHITNEY, paper.graph().test());
        assertEquals(PlateauRule.EXCESS, paper.regimes().plateauRule());
        // Layers that are named need no range
        assertEquals(List.of(3), paper.attention().layers());
        assertEquals(Mode.UNIFORM, paper.attention().mode());
    }

    @Test
    void whatIsStoredReadsAsItWasRun() {
        for (Preset preset : Preset.values()) {
            ExperimentSpecification specification = of(preset.label(), ",\"attention\":{\"mode\":\"mean\"}");
            assertEquals(specification, ExperimentSpecification.parse(specification.toJson()));
        }
    }

    @Test
    void aStudyOverThePresets() {
        List<Variant> variants = SpecificationVariants.parse("""
                {"model": "m", "preset": ["default", "paper", "published-code"], "graph": {"bootstraps": 30}}""")
                .variants();

        assertEquals(List.of("preset=default", "preset=paper", "preset=published-code"),
                variants.stream().map(Variant::label).toList());
        assertEquals(List.of(0.1, 0.1, 0.3),
                variants.stream().map(v -> v.specification().graph().threshold()).toList());
        assertEquals(List.of(30, 30, 30), variants.stream().map(v -> v.specification().graph().bootstraps()).toList());
    }

    @Test
    void aMistakeIsToldAsWithoutAPreset() {
        assertRefused("preset is 'papers'; it must be one of default, paper, published-code", "papers", "");
        assertRefused("graph.controls is 1; it must lie between 2 and 10000", "paper", ",\"graph\":{\"controls\":1}");
        assertRefused("graph.controls is 2; it must lie between 19 and 10000", "default",
                ",\"graph\":{\"controls\":2}");
        assertRefused("unknown field 'graph.control'", "paper", ",\"graph\":{\"control\":1}");
        assertRefused("graph", "paper", ",\"graph\":5");
    }

    private static void assertRefused(String sentence, String preset, String fields) {
        String message = assertThrows(InvalidSpecificationException.class, () -> of(preset, fields)).getMessage();
        assertTrue(message.contains(sentence), message);
    }

    private static ExperimentSpecification of(String preset, String fields) {
        return ExperimentSpecification.parse("{\"model\":\"m\",\"preset\":\"" + preset + "\"" + fields + "}");
    }
}
