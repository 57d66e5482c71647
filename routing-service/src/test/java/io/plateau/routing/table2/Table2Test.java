package io.plateau.routing.table2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.hipparchus.stat.StatUtils;
import org.junit.jupiter.api.Test;

import io.plateau.routing.impact.Ablation;
import io.plateau.routing.impact.Changes;
import io.plateau.routing.impact.PlateauActivation;
import io.plateau.routing.impact.PlateauFixture;
import io.plateau.statistics.significance.Correction;
import io.plateau.statistics.tokens.TokenGroup;

class Table2Test {
    private static final int SINGLE = 0;
    private static final int NAIVE = 1;
    private static final int RANDOM = 2;
    private static final int ALL = 3;
    private static final int CONTROL = 4;

    @Test
    void rowsOfAHandMadeExperiment() {
        // Given four contexts, A = 10 without ablation; head (4, 1) takes 4 ± 1, the other heads 1, the layers 5 and 7
        List<Ablation> ablations = PlateauFixture.ablations(2);
        PlateauActivation plateau = PlateauFixture.plateau(ablations, 4, (ablation, context, group) -> {
            double wobble = context % 2 == 0 ? 1 : -1;
            return switch (ablations.get(ablation).toString()) {
                case "baseline" -> 10;
                case "layer 4 head 1" -> 6 + wobble;
                case "all heads of layer 4" -> 5 + wobble;
                case "all heads of layer 5" -> 3 + wobble;
                default -> 9 + wobble / 2;
            };
        });

        List<Table2Row> rows = Table2.of(plateau, 1);

        assertEquals(
                List.of("Single Head (max impact)", "Single Head (naive max)", "Random Head (baseline)", "All Heads",
                        "Control (non-attention)"),
                rows.stream().map(Table2Row::target).toList());
        // Changes −30, −50, −30, −50 %: mean −40, sd √(400/3); d = 40 / sd
        Table2Row single = rows.get(SINGLE);
        assertEquals("layer 4 head 1", single.which());
        assertEquals(-40, single.change().spread().mean(), 1e-12);
        assertEquals(Math.sqrt(400 / 3.0), single.change().spread().standardDeviation(), 1e-12);
        assertEquals(40 / Math.sqrt(400 / 3.0), single.effectSize(), 1e-12);
        assertEquals(-40, rows.get(NAIVE).change().spread().mean(), 1e-12);
        assertEquals("mean of 3 other heads", rows.get(RANDOM).which());
        assertEquals(-10, rows.get(RANDOM).change().spread().mean(), 1e-12);
        assertEquals("mean of layers 4, 5", rows.get(ALL).which());
        assertEquals(-60, rows.get(ALL).change().spread().mean(), 1e-12);
        assertEquals(-10, rows.get(CONTROL).change().spread().mean(), 1e-12);
        assertEquals("mean of 4 perturbations along random directions", rows.get(CONTROL).which());
        assertEquals(10, rows.get(CONTROL).size(), 1e-12);
        assertEquals(40, single.size(), 1e-12);
        assertEquals(Correction.benjaminiHochberg(rows.stream().map(row -> row.p().raw()).toList()),
                rows.stream().map(row -> row.p().benjaminiHochberg()).toList());
        rows.subList(NAIVE, rows.size()).forEach(
                row -> assertEquals(Math.min(1, 5 * row.change().twoSided()), row.pValue(), 1e-15));
        // Either half has the changes −30 and −50 %: t = −4 with one degree of freedom, whose distribution is Cauchy's
        assertEquals(2 * (1 - 2 / Math.PI * Math.atan(4)), single.p().raw(), 1e-12);
        assertEquals(1, single.pValue());
    }

    @Test
    void pureNoiseHasAMaximumButNoSplitHalfEffect() {
        // Given 40 heads without effect, 400 times
        List<Ablation> ablations = PlateauFixture.ablations(20);
        double[] naive = new double[400];
        double[] split = new double[400];
        for (int draw = 0; draw < naive.length; draw++) {
            SplittableRandom random = new SplittableRandom(draw);
            List<Table2Row> rows = Table2.of(noisy(ablations, random, 0), draw);
            naive[draw] = Math.abs(rows.get(NAIVE).change().spread().mean());
            split[draw] = rows.get(SINGLE).change().spread().mean();
        }

        // Then one head's mean over 20 contexts has sd 1/√20 %; the largest of 40 lies above 2 of these on average
        assertTrue(StatUtils.mean(naive) > 2 / Math.sqrt(20), "naive " + StatUtils.mean(naive));
        assertTrue(Math.abs(StatUtils.mean(split)) < 3 * standardError(split), "split " + StatUtils.mean(split));
        // and it is no larger than a head's that nobody chose
        assertEquals(1 / Math.sqrt(20), Math.sqrt(StatUtils.variance(split)), 0.03);
    }

    @Test
    void splitHalfPValuesOfPureNoiseAreRarelySmallAndNaiveOnesAreNot() {
        // Given 40 heads without effect, 1,000 times
        List<Ablation> ablations = PlateauFixture.ablations(20);
        double[] naive = new double[1_000];
        double[] split = new double[naive.length];
        for (int draw = 0; draw < naive.length; draw++) {
            List<Table2Row> rows = Table2.of(noisy(ablations, new SplittableRandom(5_000 + draw), 0), draw);
            naive[draw] = rows.get(NAIVE).p().raw();
            split[draw] = rows.get(SINGLE).p().raw();
        }

        // Then of a test that rejects 5 %, more than 72 of 1,000 draws would be 3.2 standard deviations of the binomial
        assertTrue(below(0.05, split) <= 72, "split " + below(0.05, split));
        // and of one that rejects 1 %, more than 20
        assertTrue(below(0.01, split) <= 20, "split " + below(0.01, split));
        // and it is not empty: two halves reject 2 · 2.5 % less what they reject together
        assertTrue(below(0.05, split) >= 25, "split " + below(0.05, split));
        assertTrue(below(0.05, naive) > 500, "naive " + below(0.05, naive));
    }

    private static long below(double level, double[] p) {
        return Arrays.stream(p).filter(v -> v <= level).count();
    }

    @Test
    void aHalfWithoutATestCountsAsOneThatFoundNothing() {
        double[] same = {-3, -3, -3};
        double[] other = {-1, -2, -4};

        assertEquals(Math.min(1, 2 * Changes.test(other).twoSided()), HalvesTest.of(same, other).p());
        assertEquals(HalvesTest.of(same, other), HalvesTest.of(other, same));
        HalvesTest neither = HalvesTest.of(same, same);
        assertNull(neither.p());
        assertTrue(neither.reason().contains("neither half of the contexts has a test: the difference is the same"),
                neither.reason());
    }

    @Test
    void splitHalfRemovesTheBiasOfTheMaximum() {
        // Given 40 heads that all take 5 %, 400 times
        List<Ablation> ablations = PlateauFixture.ablations(20);
        double[] naive = new double[400];
        double[] split = new double[400];
        for (int draw = 0; draw < naive.length; draw++) {
            List<Table2Row> rows = Table2.of(noisy(ablations, new SplittableRandom(1000 + draw), -5), draw);
            naive[draw] = rows.get(NAIVE).change().spread().mean();
            split[draw] = rows.get(SINGLE).change().spread().mean();
        }

        assertTrue(StatUtils.mean(naive) < -5 - 10 * standardError(naive), "naive " + StatUtils.mean(naive));
        assertEquals(-5, StatUtils.mean(split), 3 * standardError(split));
    }

    @Test
    void drawsRandomHeadsBySeedFromThoseNotChosen() {
        // Given head (4, 0) matters and head (5, 7) adds a mark of its own number to every other head's change
        List<Ablation> ablations = PlateauFixture.ablations(8);
        PlateauActivation plateau = PlateauFixture.plateau(ablations, 8,
                (ablation, context, group) -> ablation == 0
                        ? 100
                        : ablation == 1
                                ? 50
                                : 100 - 0.01 * (1 << ablation % 12)
                                        - context * 1e-3);

        Table2Row once = Table2.of(plateau, 1).get(RANDOM);

        assertEquals("mean of 10 random heads", once.which());
        assertEquals(once, Table2.of(plateau, 1).get(RANDOM));
        assertTrue(once.change().spread().mean() > -45, "the chosen head must not be drawn");
        assertTrue(!once.equals(Table2.of(plateau, 2).get(RANDOM)), "another seed draws other heads");
    }

    /** Twenty directions that each move every context alike, by amounts that cancel on average. */
    @Test
    void theControlRowDoesNotHangOnOneDirection() {
        List<Ablation> ablations = new ArrayList<>(PlateauFixture.ablations(2).subList(0, 5));
        for (int direction = 0; direction < 20; direction++) {
            ablations.add(Ablation.control(Ablation.Kind.CONTROL_NORM, 4, direction));
        }
        SplittableRandom random = new SplittableRandom(9);
        double[] own = random.doubles(ablations.size()).map(u -> (random.nextBoolean() ? 1 : -1) * (1 + 2 * u))
                .toArray();
        PlateauActivation plateau = PlateauFixture.plateau(ablations, 20, (ablation, context, group) -> ablation == 0
                ? 100
                : 100 + own[ablation] + 0.01 * random.nextGaussian());

        Table2Row row = Table2.of(plateau, 1).get(CONTROL);

        double[] directions = Arrays.copyOfRange(own, 5, 25);
        assertEquals(StatUtils.mean(directions), row.change().spread().mean(), 0.01);
        assertEquals(Arrays.stream(directions).map(Math::abs).average().orElseThrow(), row.size(), 0.01);
        assertEquals(Math.sqrt(StatUtils.variance(directions)), row.change().spread().standardDeviation(), 0.1);
        // Over contexts alone every single direction is significant; over directions their mean is not
        for (int direction = 0; direction < 20; direction++) {
            double[] changes = plateau.changesPercent(ablations.get(5 + direction), TokenGroup.RARE,
                    plateau.contextsWith(TokenGroup.RARE));
            assertTrue(Changes.test(changes).twoSided() < 1e-6, "direction " + direction);
        }
        assertTrue(row.p().raw() > 0.05, "p " + row.p().raw());
    }

    @Test
    void oneDirectionIsNoSampleOfDirections() {
        List<Ablation> ablations = PlateauFixture.ablations(2);
        ablations.removeIf(ablation -> ablation.direction() == 1);
        Table2Row row = Table2.of(noisy(ablations, new SplittableRandom(2), -5), 1).get(CONTROL);

        assertNull(row.p().raw());
        assertTrue(row.reason().startsWith("one direction alone says nothing"), row.reason());
        assertEquals(-5, row.change().spread().mean(), 1);
    }

    @Test
    void ofHeadsThatMatterAlikeTheFirstIsChosen() {
        // Given four heads that all take 4 ± 1 in every context
        List<Ablation> ablations = PlateauFixture.ablations(2);
        List<Table2Row> rows = Table2.of(PlateauFixture.plateau(ablations, 4,
                (ablation, context, group) -> ablation == 0 ? 10 : 6 + (context % 2 == 0 ? 1 : -1)), 1);

        assertEquals(ablations.get(1).toString(), rows.get(SINGLE).which());
        assertEquals(rows.get(SINGLE).which(), rows.get(NAIVE).which());
    }

    @Test
    void saysWhyARowIsUndefined() {
        List<Ablation> ablations = PlateauFixture.ablations(1).subList(0, 2);
        List<Table2Row> few = Table2.of(PlateauFixture.plateau(ablations, 3, (a, c, g) -> 10 - a), 1);
        List<Table2Row> silent = Table2.of(PlateauFixture.plateau(ablations, 6, (a, c, g) -> 0), 1);

        assertTrue(few.get(SINGLE).reason().contains("at least 4"), few.get(SINGLE).reason());
        assertTrue(few.get(NAIVE).reason().contains("same (-10.0) in all 3 contexts"), few.get(NAIVE).reason());
        assertTrue(few.get(RANDOM).reason().contains("no other to draw"), few.get(RANDOM).reason());
        assertEquals("no such ablation was measured", few.get(ALL).reason());
        for (Table2Row row : silent.subList(0, 2)) {
            assertTrue(row.reason().contains("0 without ablation"), row.reason());
            assertNull(row.pValue());
            assertNull(row.effectSize());
        }
    }

    /** 20 contexts, A = 100 without ablation, every ablation changes it by the given percent ± 1. */
    private static PlateauActivation noisy(List<Ablation> ablations, SplittableRandom random, double change) {
        return PlateauFixture.plateau(ablations, 20,
                (ablation, context, group) -> ablation == 0 ? 100 : 100 + change + random.nextGaussian());
    }

    private static double standardError(double[] values) {
        return Math.sqrt(StatUtils.variance(values) / values.length);
    }
}
