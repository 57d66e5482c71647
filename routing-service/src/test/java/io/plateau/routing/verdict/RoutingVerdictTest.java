package io.plateau.routing.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.plateau.routing.attention.AttentionReduction;
import io.plateau.routing.attention.AttentionSummary;
import io.plateau.routing.impact.Ablation;
import io.plateau.routing.impact.PlateauActivation;
import io.plateau.routing.impact.PlateauFixture;
import io.plateau.routing.statistics.Quantity;
import io.plateau.routing.table2.Table2;
import io.plateau.routing.table2.Table2Row;

class RoutingVerdictTest {
    private static final AttentionSummary NO_ATTENTION = new AttentionReduction().summarise();
    private static final List<Ablation> ABLATIONS = PlateauFixture.ablations(4);

    @Test
    void aHeadWiredToThePlateauForRareTokensIsFound() {
        // Given layer 5 head 2 (ablation 7) takes 10 % at rare targets and 4 % at common ones, the others 4 % at both
        PlateauActivation plateau = plateau(new SplittableRandom(3), 40,
                (ablation, group) -> ablation == 7 && group == 0
                        ? -10
                        : -4,
                2, 2);

        RoutingVerdict verdict = RoutingVerdict.of(Selectivity.ofAll(plateau), NO_ATTENTION);

        assertEquals("supported", verdict.outcome());
        assertTrue(verdict.summary().startsWith("Layer 5 head 2 matters more for rare"), verdict.summary());
        // The planted excess is 6 points; its standard error √(2² + 2²) / √40.
        assertEquals(6, verdict.value(), 3 * Math.sqrt(8.0 / 40));
        assertTrue(verdict.pValue() < 1e-6, verdict.toString());
    }

    @Test
    void aHeadThatRaisesThePlateauForRareTokensIsFoundToo() {
        PlateauActivation plateau = plateau(new SplittableRandom(4), 40,
                (ablation, group) -> ablation == 2 && group == 0 ? 9 : 3, 2, 2);

        RoutingVerdict verdict = RoutingVerdict.of(Selectivity.ofAll(plateau), NO_ATTENTION);

        assertEquals("supported", verdict.outcome());
        assertTrue(verdict.summary().contains("ayer 4 head 1"), verdict.summary());
    }

    /** Choosing and measuring on the same contexts finds a head where all are alike; the test that holds its level does not. */
    @Test
    void theNaiveMaximumIsSupportedWhereverAHeadMattersAtAll() {
        PlateauActivation alike = plateau(new SplittableRandom(5), 40, (ablation, group) -> -4, 2, 2);
        Table2Row row = Table2.naiveMaximum(Table2.of(alike, 1));

        RoutingVerdict verdict = RoutingVerdict.naive(row, NO_ATTENTION);

        assertEquals("supported", verdict.outcome());
        // The planted change, its standard error 2 / √40, and what choosing the largest of 8 adds
        assertEquals(-4, verdict.value(), 4 * 2 / Math.sqrt(40));
        assertEquals(row.pValue(), verdict.pValue());
        assertTrue(verdict.test().contains("chosen on the same contexts"), verdict.test());
        assertEquals("not supported", RoutingVerdict.of(Selectivity.ofAll(alike), NO_ATTENTION).outcome());
    }

    @Test
    void withoutAMaximumTheNaiveVerdictSaysWhy() {
        PlateauActivation nothing = PlateauFixture.plateau(ABLATIONS, 3, (ablation, context, group) -> 0);

        RoutingVerdict verdict = RoutingVerdict.naive(Table2.naiveMaximum(Table2.of(nothing, 1)), NO_ATTENTION);

        assertEquals("not testable", verdict.outcome());
        assertNull(verdict.pValue());
        assertTrue(verdict.summary().startsWith("Selective routing cannot be tested: "), verdict.summary());
    }

    @Test
    void headsThatMatterAlikeOrMoreForCommonTokensAreNotSelective() {
        PlateauActivation alike = plateau(new SplittableRandom(5), 40, (ablation, group) -> -4, 2, 2);
        PlateauActivation common = plateau(new SplittableRandom(6), 40, (ablation, group) -> group == 0 ? -2 : -8, 2,
                2);

        assertEquals("not supported", RoutingVerdict.of(Selectivity.ofAll(alike), NO_ATTENTION).outcome());
        RoutingVerdict verdict = RoutingVerdict.of(Selectivity.ofAll(common), NO_ATTENTION);
        assertEquals("not supported", verdict.outcome());
        assertTrue(verdict.value() < 0, verdict.toString());
    }

    @Test
    void noiseIsRarelyCalledRoutingEvenWhenRareTargetsAreNoisier() {
        // Given 1,000 experiments of 8 heads without effect, rare targets five times as noisy as common ones
        int found = 0;
        for (int draw = 0; draw < 1000; draw++) {
            PlateauActivation plateau = plateau(new SplittableRandom(draw), 30, (ablation, group) -> 0, 5, 1);
            found += "supported".equals(RoutingVerdict.of(Selectivity.ofAll(plateau), NO_ATTENTION).outcome()) ? 1 : 0;
        }

        // Then at most 5 % are called so, give or take three standard errors of a binomial share
        assertTrue(found <= 1000 * (0.05 + 3 * Math.sqrt(0.05 * 0.95 / 1000)), found + " of 1000");
    }

    @Test
    void groupsAffectedAlikeAreRarelyCalledRoutingEither() {
        // Given heads that take 3 % at common targets and take or give 3 % at rare ones: equal impacts
        int found = 0;
        for (int draw = 0; draw < 1000; draw++) {
            PlateauActivation plateau = plateau(new SplittableRandom(draw), 30,
                    (ablation, group) -> group == 1 || ablation % 2 == 0 ? -3 : 3, 2, 2);
            found += "supported".equals(RoutingVerdict.of(Selectivity.ofAll(plateau), NO_ATTENTION).outcome()) ? 1 : 0;
        }

        assertTrue(found <= 1000 * (0.05 + 3 * Math.sqrt(0.05 * 0.95 / 1000)), found + " of 1000");
    }

    @Test
    void aSingleContextIsNotTestable() {
        PlateauActivation plateau = plateau(new SplittableRandom(1), 1, (ablation, group) -> -4, 1, 1);

        RoutingVerdict verdict = RoutingVerdict.of(Selectivity.ofAll(plateau), NO_ATTENTION);

        assertEquals("not testable", verdict.outcome());
        assertTrue(verdict.summary().contains("needs at least 2"), verdict.summary());
        assertNull(verdict.value());
        assertNull(verdict.pValue());
    }

    /** Two heads of one p-value and no excess, of which one is −0: the first is named, whichever has the sign. */
    @Test
    void zeroAndNegativeZeroAreOneExcess() {
        for (double[] excess : new double[][]{{0.0, -0.0}, {-0.0, 0.0}}) {
            List<Selectivity> heads = IntStream.of(0, 1).mapToObj(head -> new Selectivity(ABLATIONS.get(1 + head),
                    Quantity.of(excess[head]), 1.0, 1.0, null, null)).toList();
            RoutingVerdict verdict = RoutingVerdict.of(heads, NO_ATTENTION);
            assertTrue(verdict.summary().contains("layer 4 head 0, by 0.00 percentage"), verdict.summary());
            assertEquals(0.0, verdict.value());
        }
    }

    private interface Change {
        double percent(int ablation, int group);
    }

    /** A = 100 at rare, 40 at common targets; each context's change is the given percent ± the group's noise. */
    private static PlateauActivation plateau(SplittableRandom random, int contexts, Change change, double rareNoise,
            double commonNoise) {
        return PlateauFixture.plateau(ABLATIONS, contexts, (ablation, context, group) -> {
            double base = group == 0 ? 100 : 40;
            double noise = random.nextGaussian() * (group == 0 ? rareNoise : commonNoise);
            return ablation == 0 ? base : base * (1 + (change.percent(ablation, group) + noise) / 100);
        });
    }
}
