package io.plateau.routing.patching;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.hipparchus.distribution.continuous.UniformRealDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.UnprocessableException;
import io.plateau.routing.statistics.PairedTest;

class PatchingEffectTest {
    private static final List<PatchedPart> PARTS = List.of(new PatchedPart(4, 0), new PatchedPart(4, 1),
            new PatchedPart(4, 2), new PatchedPart(4, -1));

    @Test
    void gapsThatCancelLeaveNothingToRestore() {
        // Given three pairs with gaps 4, −1 and 6 of which head 0 moves 1, 0.5 and 1
        double[] receiver = {1, 5, 3};
        PatchedActivation patched = patched(receiver, new double[]{5, 4, 9},
                List.of(new double[]{2, 5.5, 4}, receiver, receiver, new double[]{5, 4, 9}));

        List<PatchingEffect> effects = PatchingEffect.ofAll(patched);

        // t = 3 / (√13 / √3) = 1.44 with two degrees of freedom: no difference that could be restored
        assertTrue(effects.get(0).reason().contains("share of no difference is undefined"), effects.get(0).reason());
        assertEquals(3, effects.get(0).gap().spread().mean(), 1e-15);
        assertEquals(2.5 / 3, effects.get(0).move().spread().mean(), 1e-15);
        assertTrue(effects.get(0).move().isDefined());
        assertTrue(effects.get(1).reason().startsWith("the difference is the same (0.0) in all 3 pairs"),
                effects.get(1).reason());
    }

    @Test
    void theEffectIsARatioOfSumsNotAMeanOfRatios() {
        // Given gaps 4, 5, 6 of which head 0 moves 1, 2, 3: 6/15; the mean of the shares would be 0.38
        double[] receiver = {0, 0, 0};
        PatchedActivation patched = patched(receiver, new double[]{4, 5, 6},
                List.of(new double[]{1, 2, 3}, receiver, receiver, receiver));

        assertEquals(0.4, PatchingEffect.ofAll(patched).get(0).effect().value(), 1e-15);
    }

    @Test
    void aHeadWiredToThePlateauRestoresWhatItCarriesAndTheOthersNothing() {
        // Given gaps of 1 ± 0.2 of which head 1 and the layer carry 60 %, heads 0 and 2 nothing
        List<PatchingEffect> effects = PatchingEffect.ofAll(random(new SplittableRandom(3), 50, 0.6));

        // The noise of a patch is 0.05 a pair, 0.007 over fifty
        PatchingEffect wired = effects.get(1);
        assertEquals(0.6, wired.effect().value(), 0.03);
        assertTrue(wired.low() < 0.6 && 0.6 < wired.high(), wired.toString());
        assertTrue(wired.p().bonferroni() < 1e-6, wired.toString());
        assertEquals(0, effects.get(0).effect().value(), 0.03);
        assertTrue(effects.get(0).p().bonferroni() > 0.05 && effects.get(2).p().bonferroni() > 0.05);
        // Heads are a family of three, layers one of one
        assertEquals(Math.min(1, 3 * effects.get(0).p().raw()), effects.get(0).p().bonferroni(), 1e-15);
        assertEquals(effects.get(3).p().raw(), effects.get(3).p().bonferroni());
        assertNull(wired.reason());
    }

    @Test
    void pValuesOfAHeadThatIsNotWiredAreUniform() {
        double[] p = new double[500];
        for (int draw = 0; draw < p.length; draw++) {
            p[draw] = PatchingEffect.ofAll(random(new SplittableRandom(draw), 20, 0.6)).get(0).p().raw();
        }

        double ks = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new UniformRealDistribution(0, 1), p);
        assertTrue(ks > 0.01, "KS p = " + ks);
    }

    /** Sixteen contexts behind forty pairs, as rounds draw them: their noise is in five pairs each. */
    @Test
    void fewContextsBehindManyPairsAreNotTakenForManyPairs() {
        int[] contexts = rounds(new SplittableRandom(5), 16, 40);
        SplittableRandom random = new SplittableRandom(6);
        int rejected = 0;
        int naive = 0;
        for (int draw = 0; draw < 1_000; draw++) {
            double[] noise = random.doubles(16).map(u -> random.nextGaussian()).toArray();
            double[] moves = new double[40];
            Arrays.setAll(moves, k -> noise[contexts[2 * k]] + noise[contexts[2 * k + 1]] + random.nextGaussian());
            double[] receiver = new double[40];
            PatchingEffect effect = PatchingEffect.ofAll(new PatchedActivation(PARTS.subList(0, 1), contexts, receiver,
                    receiver, List.of(moves))).get(0);
            rejected += effect.p().raw() <= 0.05 ? 1 : 0;
            naive += PairedTest.of("pair", moves).twoSided() <= 0.05 ? 1 : 0;
            assertTrue(effect.contexts().independentPairs() < 6, effect.contexts().toString());
        }

        // More than 72 of 1,000 would be 3.2 standard deviations above 5 %
        assertTrue(rejected <= 72, "rejected " + rejected);
        // The data are such that pairs taken for independent reject far more
        assertTrue(naive > 200, "naive " + naive);
    }

    @Test
    void tooFewContextsAreSaid() {
        int[] contexts = rounds(new SplittableRandom(5), 6, 30);
        double[] receiver = new double[30];
        double[] moved = new SplittableRandom(7).doubles(30).toArray();

        PatchingEffect effect = PatchingEffect.ofAll(new PatchedActivation(PARTS.subList(0, 1), contexts, receiver,
                moved, List.of(moved))).get(0);

        assertTrue(effect.reason().startsWith("30 pairs of only 6 contexts count for"), effect.reason());
        assertNull(effect.p().raw());
        assertEquals(6, effect.contexts().count());
    }

    /** K, 2: in a round no context is used twice. */
    private static int[] rounds(SplittableRandom random, int contexts, int pairs) {
        List<Integer> drawn = new ArrayList<>();
        while (drawn.size() < 2 * pairs) {
            List<Integer> round = new ArrayList<>(IntStream.range(0, contexts).boxed().toList());
            Collections.shuffle(round, new Random(random.nextLong()));
            drawn.addAll(round);
        }
        return drawn.subList(0, 2 * pairs).stream().mapToInt(Integer::intValue).toArray();
    }

    @Test
    void withoutPairsEveryPartSaysSo() {
        PatchBlock empty = PatchBlock.of(PARTS, new int[0], new int[]{3}, new float[0]);

        List<PatchingEffect> effects = PatchingEffect.ofAll(PatchedActivation.join(List.of(empty), false, false));

        assertEquals(4, effects.size());
        effects.forEach(effect -> {
            assertEquals("0 pairs to compare; a paired t-test needs at least 2", effect.reason());
            assertFalse(effect.effect().isDefined());
            assertNull(effect.p().raw());
        });
    }

    @Test
    void roundingIsNoMove() {
        double[] receiver = {100, 101, 99};
        PatchedActivation patched = patched(receiver, new double[]{50, 52, 51},
                List.of(new double[]{100 + 2e-5, 101 + 1e-5, 99 + 3e-5}, receiver, receiver, receiver));

        assertTrue(PatchingEffect.ofAll(patched).get(0).reason().contains("resolution"));
        assertNull(PatchingEffect.ofAll(patched).get(0).p().raw());
    }

    @Test
    void blocksAverageOverNeuronsAndJoinInOrder() {
        // Given A = 1, M = 2: rows rare, common, patched; K = 1 and K = 2
        List<PatchedPart> one = PARTS.subList(0, 1);
        PatchBlock first = PatchBlock.of(one, new int[]{0, 1}, new int[]{7, 3}, new float[]{1, -3, 0, 2, 4, 0});
        PatchBlock second = PatchBlock.of(one, new int[]{2, 3, 0, 4}, new int[]{7, 3},
                new float[]{1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6});

        PatchedActivation intoCommon = PatchedActivation.join(List.of(first, second), false, false);
        PatchedActivation intoRare = PatchedActivation.join(List.of(first, second), true, true);

        assertArrayEquals(new double[]{2, 1, 2}, intoCommon.donor());
        assertArrayEquals(new double[]{1, 3, 4}, intoCommon.receiver());
        assertArrayEquals(new double[]{2, 5, 6}, intoCommon.patched().get(0));
        assertArrayEquals(new int[]{0, 1, 2, 3, 0, 4}, intoCommon.contexts());
        assertArrayEquals(new double[]{-1, 1, 2}, intoRare.receiver());
        assertArrayEquals(new double[]{1, 3, 4}, intoRare.donor());
    }

    @Test
    void refusesBlocksThatContradictEachOtherOrThemselves() {
        PatchBlock good = PatchBlock.of(PARTS, new int[0], new int[]{3}, new float[0]);
        PatchBlock other = PatchBlock.of(PARTS, new int[0], new int[]{4}, new float[0]);

        refused("differ in their parts or neurons",
                () -> PatchedActivation.join(List.of(good, other), false, false));
        refused("names a part twice", () -> PatchBlock.of(List.of(PARTS.get(0), PARTS.get(0)), new int[0],
                new int[]{3}, new float[0]));
        refused("context 5 with itself",
                () -> PatchBlock.of(PARTS, new int[]{5, 5}, new int[]{3}, new float[6]));
        refused("no plateau neurons", () -> PatchBlock.of(PARTS, new int[]{1, 2}, new int[0], new float[0]));
        refused("need 6", () -> PatchBlock.of(PARTS, new int[]{1, 2}, new int[]{3}, new float[5]));
        refused("patches nothing", () -> PatchBlock.of(List.of(), new int[]{1, 2}, new int[]{3}, new float[2]));
    }

    private static PatchedActivation patched(double[] receiver, double[] donor, List<double[]> rows) {
        return new PatchedActivation(PARTS, IntStream.range(0, 2 * receiver.length).toArray(), receiver, donor, rows);
    }

    /** Head 1 and the layer carry a share of each pair's gap; every patch adds noise. */
    private static PatchedActivation random(SplittableRandom random, int pairs, double share) {
        double[] receiver = random.doubles(pairs).map(u -> 2 + 0.1 * random.nextGaussian()).toArray();
        double[] donor = random.doubles(pairs).map(u -> 3 + 0.2 * random.nextGaussian()).toArray();
        List<double[]> rows = new ArrayList<>();
        for (int part = 0; part < PARTS.size(); part++) {
            double carried = part == 1 || part == 3 ? share : 0;
            double[] row = new double[pairs];
            for (int k = 0; k < pairs; k++) {
                row[k] = receiver[k] + carried * (donor[k] - receiver[k]) + 0.05 * random.nextGaussian();
            }
            rows.add(row);
        }
        return patched(receiver, donor, rows);
    }

    private static void refused(String reason, org.junit.jupiter.api.function.Executable what) {
        String message = assertThrows(UnprocessableException.class, what).getMessage();
        assertTrue(message.contains(reason), message);
    }
}
