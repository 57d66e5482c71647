package io.plateau.inference.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.contracts.specification.AblationSpecification.Tier;
import io.plateau.inference.ablation.NeuronSubset;
import io.plateau.inference.engine.Replacement.Resampled;

/** A neuron's activation at other positions in place of its own, beside one ablation per position and draw. */
class ResampleTest {
    private static final int[][] TARGETS = {{0, 5, 22}, {11}, {3}, {7, 8}};
    private static final byte[] GROUPS = {0, 1, 2, 0, 1, 1, 0};
    private static final AblationSpecification NAIVE = new AblationSpecification(Tier.NAIVE, null, null, null, null);
    private static final AblationSpecification CLOSED_FORM = new AblationSpecification(Tier.CLOSED_FORM, null, null,
            null, null);
    private static final AblationSpecification MOMENTS = new AblationSpecification(Tier.MOMENTS, null, 3, 0.02, null);

    @ParameterizedTest
    @ValueSource(strings = {"gpt-neox", "gpt2"})
    void lossChangesAreMeansOverTheDraws(String name) {
        GoldenCase golden = GoldenCase.named(name);
        Resampled replacement = new Resampled(GROUPS, 3);
        try (InferenceEngine engine = InferenceEngine.load(golden.model(), EngineSettings.defaults())) {
            double[][] expected = oneByOne(engine, golden, replacement);
            int neurons = engine.shape().neurons();
            double largest = Arrays.stream(expected).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElseThrow();

            for (AblationSpecification how : List.of(NAIVE, CLOSED_FORM, MOMENTS)) {
                NeuronAblation found = engine.neurons().ablate(golden.contexts(), TARGETS, replacement, how, 1,
                        new Pilot(GROUPS, 1, 0, 2), null);
                assertEquals(GROUPS.length * neurons, found.changes().delta().length);
                for (int i = 0; i < found.changes().delta().length; i++) {
                    // In float64 what is left is the float32 of the result; the series is off by less than its guard lets through.
                    assertEquals(expected[i / neurons][i % neurons], found.changes().delta()[i],
                            (how == MOMENTS ? 1e-3 : 1e-5) * largest, how.tier() + ", pair " + i);
                }
            }
            float[] sets = engine.neurons().ablateSets(golden.contexts(), TARGETS, replacement,
                    List.of(NeuronSubset.of(2)));
            float[] exactly = engine.neurons().ablateExactly(golden.contexts(), TARGETS, replacement, new int[]{2})
                    .changes().delta();
            // In float32, like sets
            int[] all = IntStream.range(0, neurons).toArray();
            float[] each = engine.neurons().ablateEach(golden.contexts(), TARGETS, replacement, all).changes()
                    .delta();
            for (int i = 0; i < each.length; i++) {
                assertEquals(expected[i / neurons][i % neurons], each[i], 1e-4 * largest, "pair " + i);
            }
            for (int p = 0; p < GROUPS.length; p++) {
                assertEquals(expected[p][2], sets[p], 1e-4 * largest);
                assertEquals(expected[p][2], exactly[p], 1e-5 * largest);
            }
        }
    }

    /** Each position alone, with the activations of its donor as if they were the mean. */
    private static double[][] oneByOne(InferenceEngine engine, GoldenCase golden, Resampled replacement) {
        int neurons = engine.shape().neurons();
        float[] activations = engine.capture(golden.contexts(), TARGETS, null).activations();
        int[] context = IntStream.range(0, TARGETS.length).flatMap(c -> Arrays.stream(TARGETS[c]).map(t -> c))
                .toArray();
        int[] target = Arrays.stream(TARGETS).flatMapToInt(Arrays::stream).toArray();
        double[][] means = new double[GROUPS.length][neurons];
        for (int draw = 0; draw < replacement.draws(); draw++) {
            int[] donors = replacement.donors(draw);
            for (int p = 0; p < donors.length; p++) {
                double[] others = new double[neurons];
                for (int n = 0; n < neurons; n++) {
                    others[n] = activations[donors[p] * neurons + n];
                }
                float[] found = engine.neurons().ablate(new int[][]{golden.contexts()[context[p]]},
                        new int[][]{{target[p]}}, others, NAIVE, 1).changes().delta();
                for (int n = 0; n < neurons; n++) {
                    means[p][n] += found[n] / (double) replacement.draws();
                }
            }
        }
        return means;
    }

    @Test
    void aDonorIsAnotherPositionOfTheSameGroup() {
        Resampled replacement = new Resampled(GROUPS, 3);
        for (int draw = 0; draw < replacement.draws(); draw++) {
            int[] donors = replacement.donors(draw);
            for (int p = 0; p < donors.length; p++) {
                assertEquals(GROUPS[p], GROUPS[donors[p]]);
                // The third position is alone in its group
                assertEquals(p == 2, donors[p] == p);
            }
        }
        assertArrayEquals(replacement.donors(1), new Resampled(GROUPS, 3).donors(1));
        assertFalse(Arrays.equals(replacement.donors(0), replacement.donors(1))
                && Arrays.equals(replacement.donors(1), replacement.donors(2)));
        assertNotEquals(Arrays.toString(replacement.donors(0)) + Arrays.toString(replacement.donors(1)),
                Arrays.toString(new Resampled(GROUPS, 4).donors(0))
                        + Arrays.toString(new Resampled(GROUPS, 4).donors(1)));
    }

    /** 9,000 draws of the two others: each within five standard deviations, sqrt(9000/4) = 47, of half of them. */
    @Test
    void donorsAreUniform() {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int seed = 0; seed < 9_000; seed++) {
            counts.merge(new Resampled(new byte[]{1, 1, 1}, seed).donors(0)[1], 1, Integer::sum);
        }
        assertEquals(4_500, counts.get(0), 5 * 47);
        assertEquals(9_000, counts.get(0) + counts.get(2));
    }
}
