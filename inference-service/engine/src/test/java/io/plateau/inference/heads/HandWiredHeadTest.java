package io.plateau.inference.heads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

import io.plateau.inference.model.Residual;
import io.plateau.inference.model.Transformer;
import io.plateau.inference.parallel.Workers;

/**
 * A model with a known answer: one neuron of the final MLP reads coordinate 0 of the residual stream, and of all heads of
 * layer 1 only head 2 writes there, strongly.
 */
class HandWiredHeadTest {
    private static final Workers WORKERS = new Workers(2);
    private static final int LAYER = 1;
    private static final int WIRED = 2;
    private static final int[] NEURON = {5};
    private static final RandomModel SHAPE = new RandomModel(3, 4, 32, 24, Residual.PARALLEL);
    private static final NDManager MANAGER = NDManager.newBaseManager("PyTorch");
    private static final Transformer MODEL = wired();
    private static final int[][] CONTEXTS = contexts();

    @AfterAll
    static void close() {
        MANAGER.close();
    }

    private static Transformer wired() {
        Transformer model = SHAPE.create(MANAGER);
        NDArray written = model.layers().get(LAYER).attention().output().weight();
        int headWidth = SHAPE.width() / SHAPE.heads();
        written.set(new NDIndex("0"), 0);
        written.set(new NDIndex("0, {}:{}", WIRED * headWidth, (WIRED + 1) * headWidth), 8);
        NDArray read = model.lastLayer().feedForward().mlp().input().weight();
        read.set(new NDIndex("{}", NEURON[0]), 0);
        read.set(new NDIndex("{}, 0", NEURON[0]), 2);
        return model;
    }

    private static int[][] contexts() {
        Random random = new Random(4);
        int[][] contexts = new int[12][];
        Arrays.setAll(contexts, k -> random.ints(SHAPE.length(), 0, MODEL.vocabulary()).toArray());
        return contexts;
    }

    @ParameterizedTest
    @EnumSource(HeadMode.class)
    void ablationFindsTheWiredHeadAndNoOther(HeadMode mode) {
        double[] change = new double[SHAPE.heads()];
        List<float[]> baseline = new ArrayList<>();
        try (NDManager call = MANAGER.newSubManager()) {
            new HeadAblator(MODEL, mode, WORKERS).run(call, CONTEXTS, List.of(LAYER), NEURON, new double[SHAPE.width()],
                    1, 2,
                    (target, activations) -> {
                        if (target.kind() == Target.Kind.BASELINE) {
                            baseline.add(activations);
                        } else if (target.kind() == Target.Kind.HEAD) {
                            change[target.head()] = meanChange(baseline.get(0), activations);
                        }
                    });
        }

        // The others reach the neuron only through the norm in front of it
        for (int head = 0; head < change.length; head++) {
            assertTrue(head == WIRED || change[head] < change[WIRED] / 10, mode + " " + Arrays.toString(change));
        }
    }

    @Test
    void patchingRestoresTheDifferenceThroughTheWiredHeadAlone() {
        int half = CONTEXTS.length / 2;
        int[] last = new int[half];
        Arrays.fill(last, SHAPE.length() - 1);
        ContextPairs pairs = new ContextPairs(Arrays.copyOf(CONTEXTS, half), last,
                Arrays.copyOfRange(CONTEXTS, half, 2 * half), last);
        Patches found;
        try (NDManager call = MANAGER.newSubManager()) {
            found = new HeadPatcher(MODEL, WORKERS).run(call, pairs, List.of(LAYER), NEURON);
        }

        double gap = meanChange(found.receiver(), found.donor());
        double[] left = new double[SHAPE.heads()];
        for (int head = 0; head < left.length; head++) {
            left[head] = meanChange(found.donor(), Arrays.copyOfRange(found.patched(), head * half, (head + 1) * half));
        }

        // What remains of the gap once the wired head's output is the donor's is what other coordinates make of it
        assertTrue(left[WIRED] < 0.3 * gap, Arrays.toString(left) + " of " + gap);
        for (int head = 0; head < left.length; head++) {
            if (head != WIRED) {
                assertEquals(gap, left[head], 0.3 * gap);
            }
        }
    }

    private static double meanChange(float[] before, float[] after) {
        double sum = 0;
        for (int i = 0; i < before.length; i++) {
            sum += Math.abs(after[i] - before[i]);
        }
        return sum / before.length;
    }
}
