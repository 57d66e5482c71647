package io.plateau.validity.study;

import java.util.Arrays;
import java.util.List;

import org.hipparchus.stat.descriptive.rank.Median;

import io.plateau.influence.analysis.RegimeAnalysis;
import io.plateau.influence.plateau.HeadRule;
import io.plateau.influence.plateau.Plateau;
import io.plateau.validity.Check;
import io.plateau.validity.Findings;
import io.plateau.validity.Findings.Curve;
import io.plateau.validity.Findings.Plot;
import io.plateau.validity.Outcome;
import io.plateau.validity.truth.PlantedLosses;
import io.plateau.validity.truth.RankingLaw;

/** Heads of known size, raised above the law or flat below it: are they found, and how large? */
public final class PlateauSizeStudy {
    private static final String SECTION = "plateau";
    private static final double KAPPA = 1.2;
    private static final double LIFT = 1;
    private static final double PLATEAU_DELTA = 0.5;
    private static final int[] HEADS = {5, 10, 20, 30};
    private static final PlantedLosses LOSSES = new PlantedLosses(60, 768, 0.5, 0, 1);

    private PlateauSizeStudy() {
    }

    public static void run(Findings findings) {
        double[] planted = Arrays.stream(HEADS).asDoubleStream().toArray();
        double[] raised = new double[HEADS.length];
        double[] flat = new double[HEADS.length];
        for (int k = 0; k < HEADS.length; k++) {
            int head = HEADS[k];
            List<Plateau> lifted = plateaus(findings, RankingLaw.power(KAPPA).lifted(head, LIFT), "lifted " + head);
            List<Plateau> flattened = plateaus(findings, RankingLaw.power(KAPPA).flattened(head), "flat " + head);
            raised[k] = size(lifted, HeadRule.EXCESS);
            flat[k] = size(flattened, HeadRule.FLAT);
            // Mean excess LIFT · head / k stays at or above PLATEAU_DELTA up to here
            double byRule = head * LIFT / PLATEAU_DELTA;
            found(findings, "head of " + head + " ranks raised by " + LIFT, lifted, HeadRule.EXCESS, head);
            close(findings, "head of " + head + " ranks raised by " + LIFT
                    + ": median size by the excess rule over the " + byRule + " it calls for", raised[k] / byRule,
                    lifted);
            found(findings, "flat head of " + head + " ranks", flattened, HeadRule.FLAT, head);
            close(findings, "flat head of " + head + " ranks: median size over the planted one", flat[k] / head,
                    flattened);
        }
        findings.add(new Plot("plateau-size", "Planted plateaus: median size found", "planted size, ranks",
                "found, ranks",
                List.of(Curve.reference("as planted", planted, planted),
                        Curve.measured("raised head, excess rule", planted, raised),
                        Curve.measured("excess rule's own size (lift / plateauDelta times the planted)", planted,
                                Arrays.stream(planted).map(h -> h * LIFT / PLATEAU_DELTA).toArray()),
                        Curve.measured("flat head, flat rule", planted, flat))));
    }

    /** Heads of at least 10 ranks must be found: five ranks leave a piece little more than the fewest it may have. */
    private static void found(Findings findings, String what, List<Plateau> plateaus, HeadRule rule, int head) {
        long hits = plateaus.stream().filter(p -> p.rule() == rule).count();
        String question = what + ": found by the " + rule.label() + " rule";
        findings.add(head >= 10
                ? Check.atLeast(SECTION, question, 0.9, hits, plateaus.size())
                : Check.finding(SECTION, question, hits, plateaus.size()));
    }

    private static void close(Findings findings, String what, double ratio, List<Plateau> plateaus) {
        findings.add(Check.value(SECTION, what, "ratio", ratio, plateaus.size(), "", Outcome.FINDING));
    }

    /** Median over the draws in which the rule applied; 0 when it never did. */
    private static double size(List<Plateau> plateaus, HeadRule rule) {
        double[] sizes = plateaus.stream().filter(p -> p.rule() == rule).mapToDouble(Plateau::size).toArray();
        return sizes.length == 0 ? 0 : new Median().evaluate(sizes);
    }

    private static List<Plateau> plateaus(Findings findings, RankingLaw rare, String purpose) {
        return Draws.of(findings.size().effectDraws(),
                i -> new RegimeAnalysis(Draws.regimes(findings.seed(), i, 200, 19))
                        .run(LOSSES.draw(rare, RankingLaw.power(KAPPA), findings.seed(), purpose, i)).groups().get(0)
                        .plateau());
    }
}
