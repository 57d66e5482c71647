package io.plateau.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.contracts.specification.ExperimentSpecification;

class StagesTest {
    /** Bits: spectra, patching, the layer's graph, the tail's goodness of fit, one observation per context, scaling. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
            26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52,
            53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63})
    void everyCombinationOfWhatCanBeSwitchedOffHasTheStagesThatAreLeft(int off) {
        ExperimentSpecification specification = ExperimentSpecification.parse("""
                {"model":"m","graph":{"weightSpectra":%b,"layerRuns":%d,"onePerContext":%b},
                 "attention":{"patchingPairs":%d},"regimes":{"tailDraws":%d},"tokens":{"scaleThresholds":%b}}"""
                .formatted((off & 1) == 0, (off & 4) == 0 ? 5 : 0, (off & 16) == 0, (off & 2) == 0 ? 1 : 0,
                        (off & 8) == 0 ? 10 : 0, (off & 32) == 0));

        List<Stage> expected = new ArrayList<>(List.of(Stage.values()));
        if ((off & 1) != 0) {
            expected.removeAll(List.of(Stage.CAPTURE_WEIGHTS, Stage.WEIGHTS));
        }
        if ((off & 2) != 0) {
            expected.removeAll(List.of(Stage.PATCH_HEADS, Stage.HEAD_PATCHES));
        }
        assertEquals(expected, Stages.of(specification));
        for (Stage stage : Stage.values()) {
            assertEquals(expected.contains(stage), stage.isOf(specification));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"regimes", "clustering", "routing"})
    void theThreeQuestionsAreAlwaysAnswered(String label) {
        assertEquals(true, Stage.ofLabel(label).givesVerdict());
        assertEquals(3, Arrays.stream(Stage.values()).filter(Stage::givesVerdict).count());
    }
}
