package io.plateau.inference.heads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ai.djl.ndarray.NDManager;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.engine.GoldenCase;
import io.plateau.inference.model.Hooks;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.model.family.ModelFamily;
import io.plateau.inference.parallel.Workers;

class HeadPatcherTest {
    private static final Workers WORKERS = new Workers(2);
    private static final int[] NEURONS = {5, 90, 0, 41};
    private static final NDManager MANAGER = NDManager.newBaseManager("PyTorch");

    @AfterAll
    static void close() {
        MANAGER.close();
    }

    /** Pairs whose positions and cut lengths differ, in both families, at every layer that reaches the final MLP. */
    @ParameterizedTest
    @ValueSource(strings = {"gpt-neox", "gpt2"})
    void agreesWithAWholeForwardPassForEachPatch(String name) {
        GoldenCase golden = GoldenCase.named(name);
        Transformer model = ModelFamily.loadAny(Checkpoint.open(golden.model()), MANAGER);
        int[][] contexts = golden.contexts();
        ContextPairs pairs = new ContextPairs(new int[][]{contexts[0], contexts[2], contexts[1]}, new int[]{4, 17, 9},
                new int[][]{contexts[3], contexts[1], contexts[0]}, new int[]{4, 11, 12});
        List<Integer> layers = List.of(0, 1);

        Patches found = new HeadPatcher(model, WORKERS).run(MANAGER, pairs, layers, NEURONS);

        assertEquals(2 * (model.heads() + 1), found.targets().size());
        for (int k = 0; k < pairs.count(); k++) {
            assertRow(NaivePatcher.last(model, MANAGER, pairs.receivers()[k], pairs.receiverPositions()[k], NEURONS,
                    Hooks.NONE), found.receiver(), k);
            assertRow(NaivePatcher.last(model, MANAGER, pairs.donors()[k], pairs.donorPositions()[k], NEURONS,
                    Hooks.NONE), found.donor(), k);
            for (int row = 0; row < found.targets().size(); row++) {
                Target target = found.targets().get(row);
                assertRow(NaivePatcher.patched(model, pairs.receivers()[k], pairs.receiverPositions()[k],
                        pairs.donors()[k], pairs.donorPositions()[k], target.layer(), target.head(), NEURONS),
                        found.patched(), row * pairs.count() + k);
            }
        }
    }

    @Test
    void aContextThatReceivesFromItselfStaysAsItIs() {
        GoldenCase golden = GoldenCase.named("gpt2");
        Transformer model = ModelFamily.loadAny(Checkpoint.open(golden.model()), MANAGER);
        int[][] context = {golden.contexts()[0]};

        Patches found = new HeadPatcher(model, WORKERS).run(MANAGER,
                new ContextPairs(context, new int[]{8}, context, new int[]{8}), List.of(1, 2), NEURONS);

        assertRow(found.receiver(), found.donor(), 0);
        for (int row = 0; row < found.targets().size(); row++) {
            assertRow(found.receiver(), found.patched(), row);
        }
    }

    @Test
    void refusesPairsThatAreNoPairs() {
        int[][] context = {{1, 2, 3}};
        int[] first = {0};

        refused("1 receiving contexts, 1 of their positions, 2 giving contexts",
                () -> new ContextPairs(context, first, new int[][]{{1}, {2}}, first));
        refused("at least one", () -> new ContextPairs(new int[0][], new int[0], new int[0][], new int[0]));
        refused("position 3 of a context of 3 tokens", () -> new ContextPairs(context, new int[]{3}, context, first));
    }

    private static void assertRow(float[] expected, float[] all, int row) {
        // Both in float32, by other orders of summation; activations are of order one
        assertArrayEquals(expected, Arrays.copyOfRange(all, row * NEURONS.length, (row + 1) * NEURONS.length), 2e-5f);
    }

    private static void refused(String reason, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(UnprocessableException.class, call).getMessage();
        assertTrue(message.contains(reason), message);
    }
}
