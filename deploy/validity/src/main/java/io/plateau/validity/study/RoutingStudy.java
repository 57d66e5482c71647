package io.plateau.validity.study;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

import io.plateau.routing.impact.Ablation;
import io.plateau.routing.impact.Halves;
import io.plateau.routing.impact.HeadImpact;
import io.plateau.routing.impact.PlateauActivation;
import io.plateau.routing.statistics.PairedTest;
import io.plateau.routing.table2.Table2;
import io.plateau.routing.table2.Table2Row;
import io.plateau.routing.verdict.Selectivity;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.statistics.tokens.TokenGroup;
import io.plateau.validity.Check;
import io.plateau.validity.Findings;
import io.plateau.validity.Findings.Curve;
import io.plateau.validity.Findings.Plot;
import io.plateau.validity.truth.ScatteredControls;
import io.plateau.validity.truth.WiredHeads;

/** Heads wired to the plateau and heads that are not: what the paired tests, Table 2 and the verdict make of them. */
public final class RoutingStudy {
    private static final String SECTION = "routing";
    private static final double LEVEL = 0.05;
    private static final int HEADS = 12;
    private static final int CONTEXTS = 40;
    private static final int WIRED = 3;
    private static final double NOISE = 0.02;
    /** Shares of the plateau's activation at rare targets. */
    private static final double[] EFFECTS = {0.0025, 0.005, 0.01, 0.02, 0.04};
    private static final double STRONG = 0.04;
    private static final int DIRECTIONS = 20;
    private static final int CONTROL_ROW = 4;

    private RoutingStudy() {
    }

    public static void run(Findings findings) {
        pairedTests(findings);
        impacts(findings);
        table2(findings);
        controls(findings);
        selectivity(findings);
        power(findings);
    }

    private static void pairedTests(Findings findings) {
        int draws = findings.size().routingDraws();
        for (int contexts : new int[]{CONTEXTS, 16, 98}) {
            String test = "paired test over " + contexts + " contexts, ";
            paired(findings, test + "normal differences",
                    differences(findings, draws, contexts, SplittableRandom::nextGaussian));
            paired(findings, test + "differences skewed as an exponential",
                    differences(findings, draws, contexts, r -> -Math.log(1 - r.nextDouble()) - 1));
            paired(findings, test + "differences of three degrees of freedom",
                    differences(findings, draws, contexts, RoutingStudy::heavyTailed));
        }
        // So few contexts say next to nothing of their skewness: no test of a mean keeps its level whatever it is.
        findings.shown(SECTION, "paired test over 6 contexts, differences skewed as an exponential",
                Draws.values(differences(findings, draws, 6, r -> -Math.log(1 - r.nextDouble()) - 1),
                        PairedTest::twoSided));
    }

    /** Checks the level of the larger of two p-values; shows Student's alone for comparison. */
    private static void paired(Findings findings, String what, List<PairedTest> tests) {
        findings.conservative(SECTION, what, Draws.values(tests, PairedTest::twoSided));
        findings.add(Check.finding(SECTION, what + ": Student's t-test alone rejects at 0.05 without an effect",
                Findings.below(Draws.values(tests, PairedTest::student), LEVEL), tests.size()));
    }

    private static List<PairedTest> differences(Findings findings, int draws, int contexts,
            ToDoubleFunction<SplittableRandom> of) {
        return Draws.of(draws, i -> {
            SplittableRandom random = SeedDerivation.FNV_1A.stream(findings.seed(), "validity/paired", i);
            double[] values = new double[contexts];
            Arrays.setAll(values, c -> of.applyAsDouble(random));
            return PairedTest.of("context", values);
        });
    }

    private static double heavyTailed(SplittableRandom random) {
        double squares = 0;
        for (int i = 0; i < 3; i++) {
            squares += Math.pow(random.nextGaussian(), 2);
        }
        return random.nextGaussian() / Math.sqrt(squares / 3);
    }

    /** Changes that vary with the direction, the context, both or neither, without an effect. */
    private static void controls(Findings findings) {
        controls(findings, "direction's own", 1, 0.2);
        controls(findings, "context's own", 0.2, 1);
        controls(findings, "direction's and the context's alike", 1, 1);
        controls(findings, "neither's", 0, 0);
    }

    private static void controls(Findings findings, String whose, double ofDirection, double ofContext) {
        int draws = findings.size().routingDraws();
        List<Table2Row> rows = Draws.of(draws, i -> {
            SplittableRandom random = stream(findings, "controls " + whose, i);
            return Table2.of(new ScatteredControls(CONTEXTS, DIRECTIONS, NOISE * ofDirection, NOISE * ofContext, NOISE)
                    .draw(random), findings.seed() + i).get(CONTROL_ROW);
        });
        findings.conservative(SECTION,
                "Table 2, controls of " + DIRECTIONS + " directions whose changes are the " + whose,
                Draws.values(rows, row -> row.p().raw()));
    }

    private static void impacts(Findings findings) {
        int draws = findings.size().routingDraws();
        WiredHeads none = new WiredHeads(HEADS, CONTEXTS, -1, 0, 0, NOISE, NOISE);
        List<List<HeadImpact>> all = Draws.of(draws,
                i -> HeadImpact.ofAll(none.draw(stream(findings, "impacts", i))));
        findings.conservative(SECTION, "change of one head that is not wired",
                Draws.values(all, heads -> heads.get(0).rare().test().twoSided()));
        findings.add(Check.errorRate(SECTION, "no head wired: any of " + HEADS + " changes, Bonferroni p <= 0.05",
                LEVEL, all.stream()
                        .filter(heads -> heads.stream().anyMatch(h -> h.rare().p().bonferroni() <= LEVEL)).count(),
                draws));
    }

    private static void table2(Findings findings) {
        int draws = findings.size().routingDraws();
        WiredHeads none = new WiredHeads(HEADS, CONTEXTS, -1, 0, 0, NOISE, NOISE);
        List<List<Table2Row>> tables = Draws.of(draws,
                i -> Table2.of(none.draw(stream(findings, "table 2", i)), findings.seed() + i));
        findings.conservative(SECTION, "head chosen on one half of the contexts and measured on the other half alone",
                Draws.values(Draws.of(draws, i -> oneHalf(none.draw(stream(findings, "table 2", i)))),
                        PairedTest::twoSided));
        findings.conservative(SECTION, "Table 2, head chosen on one half and measured on the other, both ways",
                Draws.values(tables, t -> t.get(0).p().raw()));
        // Why the table does not take it: each half chooses the head that the other measures, so where both choose the
        // same one both its means are extreme, and this test takes the halves for independent.
        double[] pooled = Draws.values(tables, t -> t.get(0).change().twoSided());
        findings.shown(SECTION, "the same, both ways pooled in one t-test", pooled);
        findings.add(
                Check.finding(SECTION, "the same, both ways pooled in one t-test: rejected at 0.01 without an effect",
                        Findings.below(pooled, 0.01), pooled.length));
        // The mean of ten others, the one of maximum impact left out: what is left moves less than heads do.
        findings.conservative(SECTION, "Table 2, random heads",
                Draws.values(tables, t -> t.get(2).change().twoSided()));
        findings.shown(SECTION, "Table 2, naive maximum over " + HEADS + " heads",
                Draws.values(tables, t -> t.get(1).change().twoSided()));
    }

    private static PairedTest oneHalf(PlateauActivation plateau) {
        Halves halves = Halves.of(plateau.contextsWith(TokenGroup.RARE));
        Ablation head = Collections.max(plateau.ablations(Ablation.Kind.HEAD), Comparator
                .comparingDouble(h -> plateau.impact(h, TokenGroup.RARE, halves.second()).value() + 0.0));
        return PairedTest.of("context", Arrays.stream(halves.first())
                .mapToDouble(k -> plateau.difference(head, TokenGroup.RARE, k)).toArray());
    }

    /** Heads that matter alike, or matter alike but in louder groups, must not be called selective. */
    private static void selectivity(Findings findings) {
        int draws = findings.size().routingDraws();
        notSelective(findings, draws, "no head wired", new WiredHeads(HEADS, CONTEXTS, -1, 0, 0, NOISE, NOISE));
        notSelective(findings, draws, "one head wired to rare and common targets alike",
                new WiredHeads(HEADS, CONTEXTS, WIRED, STRONG, STRONG, NOISE, NOISE));
        notSelective(findings, draws, "no head wired, rare targets three times as noisy",
                new WiredHeads(HEADS, CONTEXTS, -1, 0, 0, 3 * NOISE, NOISE));
        WiredHeads alone = new WiredHeads(1, CONTEXTS, 0, STRONG, STRONG, NOISE, NOISE);
        findings.conservative(SECTION, "selectivity of one head that matters alike",
                Draws.values(Draws.of(draws, i -> Selectivity.ofAll(alone.draw(stream(findings, "alone", i))).get(0)),
                        Selectivity::pRaw));
    }

    private static void notSelective(Findings findings, int draws, String what, WiredHeads heads) {
        List<List<Selectivity>> all = Draws.of(draws,
                i -> Selectivity.ofAll(heads.draw(stream(findings, "selectivity: " + what, i))));
        findings.add(Check.errorRate(SECTION, what + ": the verdict on routing is \"supported\"", LEVEL,
                all.stream().filter(s -> s.stream().anyMatch(RoutingStudy::selective)).count(), draws));
    }

    private static void power(Findings findings) {
        double[] found = new double[EFFECTS.length];
        double[] wrong = new double[EFFECTS.length];
        int draws = findings.size().effectDraws();
        for (int k = 0; k < EFFECTS.length; k++) {
            double effect = EFFECTS[k];
            WiredHeads heads = new WiredHeads(HEADS, CONTEXTS, WIRED, effect, 0, NOISE, NOISE);
            List<PlateauActivation> data = Draws.of(draws, i -> heads.draw(stream(findings, "wired " + effect, i)));
            List<List<Selectivity>> all = data.stream().map(Selectivity::ofAll).toList();
            long hits = all.stream().filter(s -> selective(s.get(WIRED))).count();
            long misses = all.stream().filter(s -> s.stream()
                    .anyMatch(head -> head.head().head() != WIRED && selective(head))).count();
            found[k] = (double) hits / draws;
            wrong[k] = (double) misses / draws;
            String what = "head wired to rare targets by " + 100 * effect + " % of the activation";
            findings.add(effect == STRONG
                    ? Check.atLeast(SECTION, what + ": found", 0.95, hits, draws)
                    : Check.finding(SECTION, what + ": found", hits, draws));
            findings.add(Check.errorRate(SECTION, what + ": another head is called selective", LEVEL, misses, draws));
        }
        findings.add(new Plot("power-routing", "A head wired to rare targets, " + CONTEXTS + " contexts",
                "effect, share of the plateau's activation", "share of draws",
                List.of(Curve.measured("wired head found", EFFECTS, found),
                        Curve.measured("another head called selective", EFFECTS, wrong),
                        Curve.reference("0.05", EFFECTS, Arrays.stream(EFFECTS).map(e -> LEVEL).toArray()))));
    }

    private static boolean selective(Selectivity head) {
        return head.pValue() != null && head.pValue() < LEVEL;
    }

    private static SplittableRandom stream(Findings findings, String purpose, int draw) {
        return SeedDerivation.FNV_1A.stream(findings.seed(), "validity/routing " + purpose, draw);
    }
}
