package io.plateau.influence.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.RegimeSpecification.PlateauRule;
import io.plateau.influence.PlantedBlocks;
import io.plateau.influence.PlantedLosses;
import io.plateau.influence.losses.ContextSums;
import io.plateau.influence.losses.LossBlock;
import io.plateau.influence.noise.Quantity;
import io.plateau.influence.plateau.HeadRule;
import io.plateau.influence.plateau.Plateau;
import io.plateau.influence.plateau.PlateauStatement;
import io.plateau.influence.plateau.SignedGroup;
import io.plateau.influence.uncertainty.Interval;
import io.plateau.statistics.tokens.TokenGroup;

class RegimeAnalysisTest {
    private static final int CONTEXTS = 40;
    private static final int NEURONS = 300;
    private static final int HEAD = 20;

    @Test
    void anExcessHeadOfRareTokensIsFoundAndDecidesTheVerdict() {
        RegimeReport report = analyse(PlantedLosses.lifted(1, HEAD, 1.2), PlantedLosses.powerLaw(1), 1);

        GroupRegimes rare = report.groups().get(0);
        assertEquals(HeadRule.EXCESS, rare.plateau().rule());
        // A mean over ranks 1 … k stays above 0.5 until the head's 20 · 1.2 are diluted: at k = 48.
        assertTrue(rare.plateau().size() >= HEAD && rare.plateau().size() <= 55, rare.plateau().toString());
        assertEquals(HeadRule.NONE, report.groups().get(1).plateau().rule());
        assertEquals("excess", report.selected().rule());
        assertEquals("supported", report.verdict().outcome());
        assertTrue(report.verdict().pValue() < 0.05);
        String said = rare.plateauStatement(0.5, PlateauRule.AUTO);
        assertTrue(said.startsWith("ranks 1 to " + rare.plateau().size() + " lie "), said);
        assertEquals("empty: only the flat rule is asked for; " + rare.plateau().size() + " ranks meet excess, 0 flat",
                PlateauStatement.of(
                        Plateau.of(rare.fit().get(), rare.bootstrap(), 0.5, NEURONS, true, PlateauRule.FLAT),
                        rare.fit().get(), rare.bootstrap(), 0.5, NEURONS, PlateauRule.FLAT));
        assertEquals("plateau", rare.regime(1));
        assertEquals("power law", rare.regime(rare.plateau().size() + 1));
    }

    @Test
    void aFlatHeadOfRareTokensIsFoundAndDecidesTheVerdict() {
        RegimeReport report = analyse(PlantedLosses.flattened(1.5, HEAD), PlantedLosses.powerLaw(1.5), 2);

        GroupRegimes rare = report.groups().get(0);
        assertEquals(HeadRule.FLAT, rare.plateau().rule());
        // The grid has steps of 9 %; noise blurs the kink by a few ranks.
        assertEquals(HEAD, rare.plateau().size(), 6);
        Interval size = rare.corrected().get()
                .rankInterval(rare.plateau().size(), f -> rare.plateau().size(f, 0.5)).get();
        assertTrue(size.low() <= rare.plateau().size() && size.high() >= rare.plateau().size(), size.toString());
        assertEquals("supported", report.verdict().outcome());
        String said = rare.plateauStatement(0.5, PlateauRule.AUTO);
        assertTrue(said.startsWith("ranks 1 to " + rare.plateau().size() + " fall at most half as fast"), said);
        // Every selected neuron is plateau or filled, by sign
        assertEquals(rare.plateau().size(), report.selected().groups().stream()
                .mapToInt(g -> g.neurons().length - g.filled()).sum());
    }

    @Test
    void pureLawsHaveNoPlateauAndNoDualRegimes() {
        for (long seed = 10; seed < 20; seed++) {
            RegimeReport report = analyse(PlantedLosses.powerLaw(1), PlantedLosses.powerLaw(1), seed);

            for (GroupRegimes group : report.groups()) {
                assertEquals(HeadRule.NONE, group.plateau().rule(), "seed " + seed);
                assertTrue(group.plateauStatement(0.5, PlateauRule.AUTO).startsWith("empty: "));
            }
            assertEquals("top-k", report.selected().rule());
            assertEquals(0, report.selected().size());
        }
    }

    @Test
    void theIntervalOfKappaCoversThePlantedExponent() {
        // Given 60 draws of a law with kappa 1.2; 95 % of them should cover it
        int draws = 60;
        long covered = IntStream.range(0, draws).filter(draw -> {
            GroupRegimes rare = analyse(PlantedLosses.powerLaw(1.2), PlantedLosses.powerLaw(1.2), 100 + 2 * draw)
                    .groups()
                    .get(0);
            return rare.corrected().get().interval(Quantity.KAPPA, rare.fit().get().line().kappa()).contains(1.2);
        }).count();

        // 51 of 60 is what 95 % coverage falls below less than once in 500 times.
        assertTrue(covered >= 51, covered + " of " + draws);
    }

    @Test
    void theSameSeedGivesTheSameReport() {
        RegimeReport one = analyse(PlantedLosses.lifted(1, HEAD, 0.4), PlantedLosses.powerLaw(1), 3);
        RegimeReport two = analyse(PlantedLosses.lifted(1, HEAD, 0.4), PlantedLosses.powerLaw(1), 3);

        assertEquals(one.verdict(), two.verdict());
        assertEquals(one.comparisons(), two.comparisons());
        assertEquals(one.groups().get(0).bootstrap().replicates(), two.groups().get(0).bootstrap().replicates());
    }

    @Test
    void influenceIsByTheAskedDefinition() {
        ContextSums sums = PlantedBlocks.sums(CONTEXTS, NEURONS, PlantedLosses.powerLaw(1), PlantedLosses.powerLaw(1),
                0.7, 5);
        GroupRegimes ofMean = analysis("{}").run(sums).groups().get(0);
        GroupRegimes ofAbsolute = analysis("{\"influence\":\"mean-of-abs\"}").run(sums).groups().get(0);

        assertEquals(Math.abs(ofMean.statistics().meanDelta()[5]), ofMean.influence()[5]);
        assertEquals(ofMean.statistics().meanAbsolute()[5], ofAbsolute.influence()[5]);
    }

    @Test
    void oneContextIsFittedButNotTested() {
        RegimeReport report = analysis("{}")
                .run(PlantedBlocks.sums(1, NEURONS, PlantedLosses.powerLaw(1), PlantedLosses.powerLaw(1), 0.7, 5));

        assertEquals("not testable", report.verdict().outcome());
        assertNull(report.verdict().pValue());
        assertEquals("the rare tokens are in one context; intervals and tests over contexts need at least 6",
                report.groups().get(0).reason());
        assertTrue(report.groups().get(0).fit().isPresent());
        assertEquals("empty: a plateau needs a bootstrap, and there are too few different contexts for one",
                report.groups().get(0).plateauStatement(0.5, PlateauRule.AUTO));
        assertEquals(20, report.selected().groups().stream().mapToInt(g -> g.neurons().length - g.filled()).sum());
    }

    @Test
    void influencesOfZeroForRareTokensAreSaidAndLeaveNoNeurons() {
        ContextSums sums = new ContextSums(4);
        sums.add(LossBlock.sum(new int[]{0, 1}, new byte[]{0, 1}, new float[2],
                new float[]{0, 0, 0, 0, 1, 2, 3, 4}, 4));

        RegimeReport report = analysis("{}").run(sums);

        String reason = "0 of 4 neurons have an influence on rare tokens; a fit needs at least 3";
        GroupRegimes rare = report.groups().get(0);
        assertEquals(reason, rare.reason());
        assertEquals("empty: " + reason, rare.plateauStatement(0.5, PlateauRule.AUTO));
        assertEquals(4, rare.ranking().dropped());
        assertEquals("0 neurons have an influence; a tail needs at least 50", rare.tail().reason());
        assertEquals("not testable", report.verdict().outcome());
        assertEquals("Not testable: " + reason + ".", report.verdict().summary());
        assertEquals(List.of(), report.comparisons());
        assertEquals("top-k", report.selected().rule());
        for (SignedGroup group : report.selected().groups()) {
            assertEquals(0, group.neurons().length);
            assertEquals(0, group.filled());
        }
    }

    @Test
    void withoutCommonTokensTheRareOnesAreStillAnalysed() {
        ContextSums sums = new ContextSums(4);
        sums.add(
                LossBlock.sum(new int[]{0, 1}, new byte[]{0, 0}, new float[2], new float[]{8, 4, 2, 1, 9, 3, 2, 1}, 4));

        RegimeReport report = analysis("{}").run(sums);

        assertEquals("not testable", report.verdict().outcome());
        assertEquals("no target position is in the group of common tokens", report.groups().get(1).reason());
        assertEquals(4, report.groups().get(1).ranking().dropped());
        assertEquals("empty: no target position is in the group of common tokens",
                report.groups().get(1).plateauStatement(0.5, PlateauRule.AUTO));
        assertEquals("0 neurons have an influence; a tail needs at least 50", report.groups().get(1).tail().reason());
    }

    @Test
    void equalInfluencesAreRankedByIndexAndHaveNoPlateau() {
        // Given eight contexts that differ, in each of which all neurons change the loss alike
        ContextSums sums = new ContextSums(6);
        for (int c = 0; c < 8; c++) {
            float[] equal = new float[12];
            java.util.Arrays.fill(equal, 0.5f + 0.1f * c);
            sums.add(LossBlock.sum(new int[]{c, c}, new byte[]{0, 1}, new float[2], equal, 6));
        }

        RegimeReport report = analysis("{}").run(sums);

        GroupRegimes rare = report.groups().get(0);
        assertEquals(0, rare.fit().get().line().kappa(), 1e-12);
        assertTrue(Double.isNaN(rare.fit().get().line().rSquared()));
        assertEquals(HeadRule.NONE, rare.plateau().rule());
        assertEquals("not supported", report.verdict().outcome());
    }

    @Test
    void contextsThatRepeatOneTextHaveNoIntervalNoTestAndNoPlateau() {
        // Given one context's losses sixteen times, moved by float32's rounding
        SplittableRandom random = new SplittableRandom(7);
        ContextSums sums = repeated(16, 1, random);

        RegimeReport report = analysis("{}").run(sums);

        String reason = "the 16 contexts with rare tokens have no spread: they hold one text, repeated; intervals and tests"
                + " over contexts need at least 6 different ones";
        GroupRegimes rare = report.groups().get(0);
        assertEquals(reason, rare.reason());
        assertTrue(rare.corrected().isEmpty());
        assertEquals(0, rare.bootstrap().requested());
        assertEquals(HeadRule.NONE, rare.plateau().rule());
        assertNull(rare.fitted().noiseFloor());
        assertTrue(Double.isNaN(rare.statistics().standardError()[3]));
        assertTrue(rare.fit().isPresent());
        assertEquals(List.of(), report.comparisons());
        assertEquals("Not testable: " + reason + ".", report.verdict().summary());
    }

    @Test
    void aTextThatRecursCountsOnce() {
        GroupRegimes five = analysis("{}").run(repeated(20, 5, new SplittableRandom(8))).groups().get(0);
        GroupRegimes ten = analysis("{}").run(repeated(20, 10, new SplittableRandom(8))).groups().get(0);

        assertTrue(five.reason().contains("5 different texts, repeated"), five.reason());
        assertNull(ten.reason());
        assertEquals(new Spread(TokenGroup.RARE, 20, 10), ten.spread());
    }

    @Test
    void noiseAloneIsSaidAndHasNoPlateau() {
        for (long seed = 1; seed <= 10; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ContextSums sums = new ContextSums(NEURONS);
            for (int c = 0; c < CONTEXTS; c++) {
                float[] noise = new float[8 * NEURONS];
                for (int i = 0; i < noise.length; i++) {
                    noise[i] = (float) random.nextGaussian();
                }
                sums.add(LossBlock.sum(new int[]{c, c, c, c, c, c, c, c}, new byte[]{0, 1, 0, 1, 0, 1, 0, 1},
                        new float[8], noise,
                        NEURONS));
            }

            RegimeReport report = analysis("{}").run(sums);

            GroupRegimes rare = report.groups().get(0);
            assertTrue(rare.fitted().noiseFloor() <= 2, "seed " + seed + ": " + rare.fitted());
            assertEquals(NEURONS, rare.fitted().ranks());
            assertTrue(rare.fitted().statement().contains("all ranks are fitted, and"), rare.fitted().statement());
            assertEquals(HeadRule.NONE, rare.plateau().rule(), "seed " + seed);
            assertTrue(report.verdict().summary().contains("For rare tokens "), report.verdict().summary());
        }
    }

    @Test
    void groupsThatDifferInNoiseAreNotComparedBySwaps() {
        String swaps = "randomisation within contexts";
        assertEquals(swaps,
                analyse(PlantedLosses.powerLaw(1), PlantedLosses.powerLaw(1), 4).comparisons().get(0).method());

        RegimeReport louder = analysis("{}").run(PlantedBlocks.sums(CONTEXTS, NEURONS, PlantedLosses.powerLaw(1),
                rank -> PlantedLosses.powerLaw(1).applyAsDouble(rank) - 1, 0.7, 4));

        assertEquals("difference corrected for noise, delete-a-group jackknife over contexts",
                louder.comparisons().get(0).method());
        assertTrue(louder.verdict().test().endsWith(", " + louder.comparisons().get(0).method() + ")"));
    }

    /** Contexts of so many different texts in turn, each with three positions per group. */
    private static ContextSums repeated(int contexts, int texts, SplittableRandom random) {
        ContextSums sums = new ContextSums(NEURONS);
        for (int c = 0; c < contexts; c++) {
            SplittableRandom text = new SplittableRandom(c % texts);
            float[] delta = new float[6 * NEURONS];
            for (int i = 0; i < delta.length; i++) {
                double law = Math.exp(PlantedLosses.powerLaw(1).applyAsDouble(1 + i % NEURONS));
                delta[i] = (float) (law * (1 + text.nextGaussian()) * (1 + 1e-6 * random.nextGaussian()));
            }
            sums.add(LossBlock.sum(new int[]{c, c, c, c, c, c}, new byte[]{0, 1, 0, 1, 0, 1}, new float[6], delta,
                    NEURONS));
        }
        return sums;
    }

    private static RegimeReport analyse(IntToDoubleFunction rare, IntToDoubleFunction common, long seed) {
        return analysis("{}").run(PlantedBlocks.sums(CONTEXTS, NEURONS, rare, common, 0.7, seed));
    }

    private static RegimeAnalysis analysis(String regimes) {
        String replicates = "\"bootstraps\":200,\"permutations\":99";
        String json = regimes.equals("{}") ? "{" + replicates + "}" : regimes.replace("{", "{" + replicates + ",");
        return new RegimeAnalysis(ExperimentSpecification.parse("{\"model\":\"planted\",\"regimes\":" + json + "}"));
    }
}
