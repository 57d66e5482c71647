package io.plateau.inference.heads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.engine.GoldenCase;
import io.plateau.inference.model.FeedForward;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.model.family.ModelFamily;
import io.plateau.inference.parallel.Workers;

class ControlsTest {
    private static final Workers WORKERS = new Workers(2);
    private static final long[] SEEDS = {3, 4, 5};
    private static final GoldenCase GOLDEN = GoldenCase.named("gpt2");
    private static final NDManager MANAGER = NDManager.newBaseManager("PyTorch");
    private static final Transformer MODEL = ModelFamily.loadAny(Checkpoint.open(GOLDEN.model()), MANAGER);
    private static final FeedForward ORIGINAL = MODEL.layers().get(1).feedForward();
    private static final NDArray INPUT = MODEL.embed(MANAGER, GOLDEN.contexts());

    @AfterAll
    static void close() {
        MANAGER.close();
    }

    /** Targets far below, near and far above the size of the MLP's own output. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 1, 30})
    void changesTheOutputByTheAskedNorm(double target) {
        Controls controls = controls(target);

        for (Controls.Perturbed control : controls.norm(MANAGER, WORKERS, SEEDS)) {
            assertEquals(1, change(control) / target, 1.1e-2);
        }
        for (Controls.Perturbed control : controls.feedForward(MANAGER, WORKERS, SEEDS)) {
            assertEquals(1, change(control) / target, 1.1e-2);
        }
    }

    @Test
    void theDirectionDependsOnTheSeedAlone() {
        float[][] once = gains(SEEDS);
        float[][] again = gains(SEEDS);
        float[] alone = gains(new long[]{SEEDS[2]})[0];

        assertArrayEquals(once, again);
        // Alone it begins its search for the step elsewhere, and each search ends within a thousandth
        assertArrayEquals(once[2], alone, 1e-2f);
        assertNotEquals(once[0][0], once[1][0]);
        assertNotEquals(once[1][0], once[2][0]);
    }

    @Test
    void nothingToMatchChangesNothing() {
        assertSame(ORIGINAL, controls(0).feedForward(MANAGER, WORKERS, SEEDS)[1].feedForward());
    }

    private static float[][] gains(long[] seeds) {
        return Arrays.stream(controls(1).norm(MANAGER, WORKERS, seeds))
                .map(control -> control.feedForward().gain().toFloatArray()).toArray(float[][]::new);
    }

    private static Controls controls(double target) {
        NDArray[] byContext = new NDArray[(int) INPUT.getShape().get(0)];
        Arrays.setAll(byContext, c -> INPUT.get(new NDIndex("{}:{}", c, c + 1)));
        return new Controls(MANAGER, ORIGINAL, byContext, target);
    }

    private static double change(Controls.Perturbed control) {
        FeedForward perturbed = control.feedForward();
        NDArray before = ORIGINAL.output(ORIGINAL.activation(INPUT));
        float[] difference = perturbed.output(perturbed.activation(INPUT)).sub(before).toFloatArray();
        double squares = 0;
        for (float value : difference) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
