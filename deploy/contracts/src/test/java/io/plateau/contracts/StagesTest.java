package io.plateau.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.contracts.specification.ExperimentSpecification;

class StagesTest {
    /** Bits: spectra, patching, the layer's graph, the tail's goodness of fit, one observation per context, scaling, effects, joint ablation. */
    static IntStream combinations() {
        return IntStream.range(0, 256);
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void everyCombinationOfWhatCanBeSwitchedOffHasTheStagesThatAreLeft(int off) {
        ExperimentSpecification specification = ExperimentSpecification.parse("""
                {"model":"m","graph":{"weightSpectra":%b,"layerRuns":%d,"onePerContext":%b},
                 "attention":{"patchingPairs":%d},"regimes":{"tailDraws":%d},"tokens":{"scaleThresholds":%b},
                 "mechanisms":{"effects":%b,"controls":%d}}"""
                .formatted((off & 1) == 0, (off & 4) == 0 ? 5 : 0, (off & 16) == 0, (off & 2) == 0 ? 1 : 0,
                        (off & 8) == 0 ? 10 : 0, (off & 32) == 0, (off & 64) == 0,
                        (off & 128) == 0 ? 19 : 0));

        List<Stage> expected = new ArrayList<>(List.of(Stage.values()));
        // What must be switched on
        expected.removeAll(List.of(Stage.FIND_CONSTANTS, Stage.SCREEN_NEURONS));
        if ((off & 1) != 0) {
            expected.removeAll(List.of(Stage.CAPTURE_WEIGHTS, Stage.WEIGHTS));
        }
        if ((off & 2) != 0) {
            expected.removeAll(List.of(Stage.PATCH_HEADS, Stage.HEAD_PATCHES));
        }
        if ((off & 64) != 0) {
            expected.remove(Stage.EFFECTS);
        }
        if ((off & 128) != 0) {
            expected.removeAll(List.of(Stage.ABLATE_SETS, Stage.JOINT_LOSSES));
        }
        if ((off & 64) != 0 && (off & 128) != 0) {
            expected.remove(Stage.CAUSES);
        }
        assertEquals(expected, Stages.of(specification));
        for (Stage stage : Stage.values()) {
            assertEquals(expected.contains(stage), stage.isOf(specification));
        }
    }

    /** A layer by its number has no series to be judged, no effects and no joint ablations. */
    @ParameterizedTest
    @CsvSource({"mean, exact", "mean, screened", "optimal, exact", "optimal, screened"})
    void aLayerByItsNumberHasTheStagesOfItsMethod(String value, String method) {
        List<Stage> expected = new ArrayList<>(List.of(Stage.values()));
        expected.removeAll(List.of(Stage.PRECISION, Stage.REFINE_NEURONS, Stage.REFINED_LOSSES, Stage.EFFECTS,
                Stage.ABLATE_SETS, Stage.JOINT_LOSSES, Stage.CAUSES));
        if (value.equals("mean")) {
            expected.remove(Stage.FIND_CONSTANTS);
        }
        if (method.equals("exact")) {
            expected.remove(Stage.SCREEN_NEURONS);
        }
        assertEquals(expected, Stages.of(ExperimentSpecification.parse(
                "{\"model\":\"m\",\"ablation\":{\"value\":\"%s\"},\"mlp\":{\"layers\":3,\"method\":\"%s\"}}"
                        .formatted(value, method))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"regimes", "clustering", "routing", "causes"})
    void theFourQuestionsAreAnswered(String label) {
        assertEquals(true, Stage.ofLabel(label).givesVerdict());
        assertEquals(4, Arrays.stream(Stage.values()).filter(Stage::givesVerdict).count());
    }
}
