package io.plateau.inference.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.Stage;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.model.ModelShape;

/** The work of each stage, by hand. */
class ExpectedWorkTest {
    private static final int WIDTH = 10;
    private static final int NEURONS = 40;
    private static final int VOCABULARY = 100;
    private static final int LAYERS = 6;
    /** Multiplications and additions of a token in a layer: four projections of the attention, two of the MLP. */
    private static final double LAYER = 2.0 * (4 * WIDTH * WIDTH + 2 * WIDTH * NEURONS);
    private static final double LOGITS = 2.0 * WIDTH * VOCABULARY;
    private static final double FORWARD = LAYERS * LAYER + LOGITS;
    private static final double TOKENS = 1_024;

    private static Map<Stage, Double> operations(String fields) {
        ModelShape shape = new ModelShape("gpt2", LAYERS, 2, WIDTH, NEURONS, VOCABULARY, 64, false);
        return new ExpectedWork(ExperimentSpecification.parse(
                "{\"model\":\"m\",\"tokens\":{\"count\":1024,\"contextLength\":64}" + fields + "}"), shape)
                .operations();
    }

    @Test
    void aPassIsCountedForEveryToken() {
        Map<Stage, Double> found = operations("");
        assertEquals(Set.of(Stage.CAPTURE, Stage.ABLATE_NEURONS, Stage.ABLATE_HEADS, Stage.PATCH_HEADS,
                Stage.ABLATE_SETS), found.keySet());
        assertEquals(TOKENS * FORWARD, found.get(Stage.CAPTURE));
        // Every pair: a product and a half as long as the vocabulary, half as much again to take it apart.
        assertEquals(TOKENS * (FORWARD + NEURONS * VOCABULARY * 3 * 1.5), found.get(Stage.ABLATE_NEURONS), 1e-6);
    }

    @Test
    void aLayerIsRunAgainAtItsPositions() {
        Map<Stage, Double> found = operations(",\"mlp\":{\"layers\":3,\"positions\":100}");
        assertEquals(Set.of(Stage.CAPTURE, Stage.ABLATE_NEURONS, Stage.ABLATE_HEADS, Stage.PATCH_HEADS),
                found.keySet());
        assertEquals(TOKENS * FORWARD + 100 * NEURONS * (2 * LAYER + LOGITS), found.get(Stage.ABLATE_NEURONS), 1e-6);
    }

    @Test
    void withoutAnyExperimentThereIsARateForEveryStage() {
        for (String fields : new String[]{"", ",\"ablation\":{\"value\":\"optimal\"}",
                ",\"mlp\":{\"layers\":5,\"method\":\"screened\",\"positions\":100},\"ablation\":{\"value\":\"optimal\"}"}) {
            assertTrue(Rates.UNKNOWN.of(operations(fields)) > 0, fields);
        }
    }

    @Test
    void aScreenedLayerIsAPassBackAndTheNeuronsChosen() {
        Map<Stage, Double> found = operations(",\"mlp\":{\"layers\":5,\"method\":\"screened\",\"positions\":100,"
                + "\"exact\":8,\"sampled\":12},\"ablation\":{\"value\":\"optimal\"}");
        assertEquals(3 * TOKENS * FORWARD, found.get(Stage.SCREEN_NEURONS), 1e-6);
        assertEquals(TOKENS * FORWARD + 100 * 20 * LOGITS, found.get(Stage.ABLATE_NEURONS), 1e-6);
        assertEquals(TOKENS * FORWARD + 7 * 100 * NEURONS * LOGITS, found.get(Stage.FIND_CONSTANTS), 1e-6);
    }

    @Test
    void aReanalysisRunsWhatFollowsFromThePlateauAlone() {
        assertEquals(Set.of(Stage.ABLATE_HEADS, Stage.PATCH_HEADS, Stage.ABLATE_SETS), operations(
                ",\"reanalysisOf\":\"9f0a4c52-7a1e-4b8a-9a55-0c9f5e1d2b33\"").keySet());
    }
}
