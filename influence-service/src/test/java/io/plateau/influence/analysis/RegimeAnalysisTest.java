package io.plateau.influence.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.influence.PlantedBlocks;
import io.plateau.influence.PlantedLosses;
import io.plateau.influence.losses.ContextSums;
import io.plateau.influence.losses.LossBlock;
import io.plateau.influence.plateau.HeadRule;
import io.plateau.influence.plateau.Plateau;
import io.plateau.influence.plateau.PlateauStatement;
import io.plateau.influence.plateau.SignedGroup;
import io.plateau.influence.uncertainty.Interval;
import io.plateau.influence.uncertainty.Replicate;

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
        assertEquals("excess", report.standIn().rule());
        assertEquals("supported", report.verdict().outcome());
        assertTrue(report.verdict().pValue() < 0.05);
        String said = rare.plateauStatement(0.5, "auto");
        assertTrue(said.startsWith("ranks 1 to " + rare.plateau().size() + " lie "), said);
        assertEquals("empty: only the flat rule is asked for; " + rare.plateau().size() + " ranks meet excess, 0 flat",
                PlateauStatement.of(Plateau.of(rare.fit().get(), rare.bootstrap(), 0.5, "flat"), rare.fit().get(),
                        rare.bootstrap(), 0.5, "flat"));
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
        Interval size = rare.plateau().sizeInterval(rare.bootstrap()).get();
        assertTrue(size.low() <= rare.plateau().size() && size.high() >= rare.plateau().size(), size.toString());
        assertEquals("supported", report.verdict().outcome());
        String said = rare.plateauStatement(0.5, "auto");
        assertTrue(said.startsWith("ranks 1 to " + rare.plateau().size() + " fall at most half as fast"), said);
        // Every neuron of the stand-in is plateau or filled, signs apart
        assertEquals(rare.plateau().size(), report.standIn().groups().stream()
                .mapToInt(g -> g.neurons().length - g.filled()).sum());
    }

    @Test
    void pureLawsHaveNoPlateauAndNoDualRegimes() {
        for (long seed = 10; seed < 20; seed++) {
            RegimeReport report = analyse(PlantedLosses.powerLaw(1), PlantedLosses.powerLaw(1), seed);

            for (GroupRegimes group : report.groups()) {
                assertEquals(HeadRule.NONE, group.plateau().rule(), "seed " + seed);
                assertTrue(group.plateauStatement(0.5, "auto").startsWith("empty: "));
            }
            assertEquals("top-k", report.standIn().rule());
            assertEquals(0, report.standIn().size());
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
            Interval kappa = rare.bootstrap().interval(Replicate::kappa).get();
            return kappa.low() <= 1.2 && kappa.high() >= 1.2;
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
        assertEquals("all rare tokens are in one context; a bootstrap over contexts needs at least 2",
                report.groups().get(0).reason());
        assertTrue(report.groups().get(0).fit().isPresent());
        assertEquals("empty: too few contexts for the bootstrap that a plateau needs",
                report.groups().get(0).plateauStatement(0.5, "auto"));
        assertEquals(20, report.standIn().groups().stream().mapToInt(g -> g.neurons().length - g.filled()).sum());
    }

    @Test
    void influencesOfZeroForRareTokensAreSaidAndLeaveNoNeurons() {
        ContextSums sums = new ContextSums(4);
        sums.add(LossBlock.sum(new int[]{0, 1}, new byte[]{0, 1}, new float[]{0, 0, 0, 0, 1, 2, 3, 4}, 4));

        RegimeReport report = analysis("{}").run(sums);

        String reason = "0 of 4 neurons have an influence on rare tokens; a fit needs at least 3";
        GroupRegimes rare = report.groups().get(0);
        assertEquals(reason, rare.reason());
        assertEquals("empty: " + reason, rare.plateauStatement(0.5, "auto"));
        assertEquals(4, rare.ranking().dropped());
        assertEquals("0 neurons have an influence; a tail needs at least 50", rare.tail().reason());
        assertEquals("not testable", report.verdict().outcome());
        assertEquals("Not testable: " + reason + ".", report.verdict().summary());
        assertEquals(List.of(), report.comparisons());
        assertEquals("top-k", report.standIn().rule());
        for (SignedGroup group : report.standIn().groups()) {
            assertEquals(0, group.neurons().length);
            assertEquals(0, group.filled());
        }
    }

    @Test
    void withoutCommonTokensTheRareOnesAreStillAnalysed() {
        ContextSums sums = new ContextSums(4);
        sums.add(LossBlock.sum(new int[]{0, 1}, new byte[]{0, 0}, new float[]{8, 4, 2, 1, 9, 3, 2, 1}, 4));

        RegimeReport report = analysis("{}").run(sums);

        assertEquals("not testable", report.verdict().outcome());
        assertEquals("no target position is in the group of common tokens", report.groups().get(1).reason());
        assertEquals(4, report.groups().get(1).ranking().dropped());
        assertEquals("empty: no target position is in the group of common tokens",
                report.groups().get(1).plateauStatement(0.5, "auto"));
        assertEquals("0 neurons have an influence; a tail needs at least 50", report.groups().get(1).tail().reason());
    }

    @Test
    void equalInfluencesAreRankedByIndexAndHaveNoPlateau() {
        ContextSums sums = new ContextSums(6);
        float[] equal = new float[24];
        java.util.Arrays.fill(equal, 0.5f);
        sums.add(LossBlock.sum(new int[]{0, 0, 1, 1}, new byte[]{0, 1, 0, 1}, equal, 6));

        RegimeReport report = analysis("{}").run(sums);

        GroupRegimes rare = report.groups().get(0);
        assertEquals(0, rare.fit().get().line().kappa(), 1e-12);
        assertTrue(Double.isNaN(rare.fit().get().line().rSquared()));
        assertEquals(HeadRule.NONE, rare.plateau().rule());
        assertEquals("not supported", report.verdict().outcome());
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
