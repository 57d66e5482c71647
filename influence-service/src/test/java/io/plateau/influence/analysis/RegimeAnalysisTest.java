package io.plateau.influence.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.influence.PlantedLosses;
import io.plateau.influence.losses.ContextSums;
import io.plateau.influence.losses.GroupSums;
import io.plateau.influence.losses.LossBlock;
import io.plateau.influence.plateau.HeadRule;
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
        ContextSums sums = sums(PlantedLosses.powerLaw(1), PlantedLosses.powerLaw(1), 5, CONTEXTS);
        GroupRegimes ofMean = analysis("{}").run(sums).groups().get(0);
        GroupRegimes ofAbsolute = analysis("{\"influence\":\"mean-of-abs\"}").run(sums).groups().get(0);

        assertEquals(Math.abs(ofMean.statistics().meanDelta()[5]), ofMean.influence()[5]);
        assertEquals(ofMean.statistics().meanAbsolute()[5], ofAbsolute.influence()[5]);
    }

    @Test
    void oneContextIsFittedButNotTested() {
        RegimeReport report = analysis("{}").run(sums(PlantedLosses.powerLaw(1), PlantedLosses.powerLaw(1), 5, 1));

        assertEquals("not testable", report.verdict().outcome());
        assertNull(report.verdict().pValue());
        assertEquals("all rare tokens are in one context; a bootstrap over contexts needs at least 2",
                report.groups().get(0).reason());
        assertTrue(report.groups().get(0).fit().isPresent());
        assertEquals(20, report.standIn().groups().stream().mapToInt(g -> g.neurons().length - g.filled()).sum());
    }

    @Test
    void influencesOfZeroForRareTokensAreRefused() {
        ContextSums sums = new ContextSums(4);
        sums.add(LossBlock.sum(new int[]{0, 1}, new byte[]{0, 1}, new float[]{0, 0, 0, 0, 1, 2, 3, 4}, 4));

        String message = assertThrows(UnprocessableException.class, () -> analysis("{}").run(sums)).getMessage();

        assertEquals("The plateau cannot be looked for: 0 of 4 neurons have an influence on rare tokens; a fit needs"
                + " at least 3", message);
    }

    @Test
    void withoutCommonTokensTheRareOnesAreStillAnalysed() {
        ContextSums sums = new ContextSums(4);
        sums.add(LossBlock.sum(new int[]{0, 1}, new byte[]{0, 0}, new float[]{8, 4, 2, 1, 9, 3, 2, 1}, 4));

        RegimeReport report = analysis("{}").run(sums);

        assertEquals("not testable", report.verdict().outcome());
        assertEquals("no target position is in the group of common tokens", report.groups().get(1).reason());
        assertEquals(4, report.groups().get(1).ranking().dropped());
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
        return analysis("{}").run(sums(rare, common, seed, CONTEXTS));
    }

    private static RegimeAnalysis analysis(String regimes) {
        String replicates = "\"bootstraps\":200,\"permutations\":99";
        String json = regimes.equals("{}") ? "{" + replicates + "}" : regimes.replace("{", "{" + replicates + ",");
        return new RegimeAnalysis(ExperimentSpecification.parse("{\"model\":\"planted\",\"regimes\":" + json + "}"));
    }

    /** Both groups as one block that carries their sums. */
    private static ContextSums sums(IntToDoubleFunction rare, IntToDoubleFunction common, long seed, int contexts) {
        GroupSums[] groups = {PlantedLosses.group(contexts, NEURONS, rare, 0.7, 2 * seed),
                PlantedLosses.group(contexts, NEURONS, common, 0.7, 2 * seed + 1)};
        int[] counts = new int[2 * contexts];
        double[] delta = new double[2 * contexts * NEURONS];
        double[] absolute = new double[delta.length];
        for (int c = 0; c < contexts; c++) {
            for (int g = 0; g < 2; g++) {
                counts[2 * c + g] = groups[g].counts()[c];
                System.arraycopy(groups[g].delta(), c * NEURONS, delta, (2 * c + g) * NEURONS, NEURONS);
                System.arraycopy(groups[g].absolute(), c * NEURONS, absolute, (2 * c + g) * NEURONS, NEURONS);
            }
        }
        ContextSums sums = new ContextSums(NEURONS);
        sums.add(new LossBlock(IntStream.range(0, contexts).toArray(), NEURONS, counts, delta, absolute,
                new double[delta.length]));
        return sums;
    }
}
