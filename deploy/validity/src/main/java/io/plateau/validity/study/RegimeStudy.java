package io.plateau.validity.study;

import java.util.List;

import io.plateau.influence.analysis.GroupRegimes;
import io.plateau.influence.analysis.RegimeAnalysis;
import io.plateau.influence.analysis.RegimeReport;
import io.plateau.influence.plateau.HeadRule;
import io.plateau.influence.tail.ExponentAgreement;
import io.plateau.influence.uncertainty.Interval;
import io.plateau.influence.uncertainty.Replicate;
import io.plateau.validity.Check;
import io.plateau.validity.Findings;
import io.plateau.validity.truth.PlantedLosses;
import io.plateau.validity.truth.RankingLaw;

/** Pure power laws: is kappa inside its interval, is the plateau empty, are the tests' p-values uniform? */
public final class RegimeStudy {
    private static final String SECTION = "regimes";
    private static final double KAPPA = 1.1;
    private static final int NEURONS = 384;
    private static final int CONTEXTS = 60;

    private RegimeStudy() {
    }

    public static void run(Findings findings) {
        PlantedLosses usual = new PlantedLosses(CONTEXTS, NEURONS, 0.7, 0, 1);
        List<RegimeReport> pure = reports(findings, usual, findings.size().nullDraws(), "pure power laws", 200, 199);
        findings.add(Check.atLeast(SECTION, "pure power law: kappa lies inside its 95 % interval", 0.93,
                pure.stream().filter(r -> covered(r.groups().get(0))).count(), pure.size()));
        findings.add(Check.atLeast(SECTION, "pure power law: the empty plateau is found empty", 0.95,
                pure.stream().filter(r -> r.groups().get(0).plateau().rule() == HeadRule.NONE).count(), pure.size()));
        findings.add(
                Check.atLeast(SECTION, "pure power law: alpha agrees with 1 + 1/kappa of the power-law piece", 0.95,
                        pure.stream().filter(r -> agrees(r.groups().get(0))).count(), pure.size()));
        findings.calibrated("rare/common", "head's excess, randomised within contexts",
                Draws.values(pure, r -> r.comparisons().get(0).pValue()));
        findings.calibrated("rare/common", "kappa, randomised within contexts",
                Draws.values(pure, r -> r.comparisons().get(1).pValue()));
        findings.add(
                Check.errorRate("rare/common", "pure power laws: the verdict on dual regimes is \"supported\"", 0.05,
                        pure.stream().filter(r -> r.verdict().outcome().equals("supported")).count(), pure.size()));

        List<RegimeReport> drowned = reports(findings, new PlantedLosses(CONTEXTS, NEURONS, 4, NEURONS / 8, 1),
                findings.size().effectDraws(), "noise floor", 200, 19);
        findings.add(Check.finding(SECTION,
                "noise as large as the influence of rank N/8: kappa lies inside its interval (what drowns in noise"
                        + " has the influence of noise, and its bootstrap twice that)",
                drowned.stream().filter(r -> covered(r.groups().get(0))).count(), drowned.size()));
        findings.add(Check.finding(SECTION, "the same noise floor: the empty plateau is found empty",
                drowned.stream().filter(r -> r.groups().get(0).plateau().rule() == HeadRule.NONE).count(),
                drowned.size()));

        List<RegimeReport> unequal = reports(findings, new PlantedLosses(CONTEXTS, NEURONS, 0.7, 0, 0.33),
                findings.size().nullDraws(), "unequal groups", 20, 199);
        findings.shown("rare/common", "head's excess, rare tokens a third as many",
                Draws.values(unequal, r -> r.comparisons().get(0).pValue()));
    }

    private static List<RegimeReport> reports(Findings findings, PlantedLosses losses, int draws, String purpose,
            int bootstraps,
            int permutations) {
        RankingLaw law = RankingLaw.power(KAPPA);
        return Draws.of(draws,
                i -> new RegimeAnalysis(Draws.regimes(findings.seed(), i, bootstraps, permutations))
                        .run(losses.draw(law, law, findings.seed(), purpose, i)));
    }

    private static boolean covered(GroupRegimes group) {
        Interval kappa = group.bootstrap().interval(Replicate::kappa).orElseThrow();
        return kappa.low() <= KAPPA && KAPPA <= kappa.high();
    }

    private static boolean agrees(GroupRegimes group) {
        return ExponentAgreement.of(group.tail().fit().orElseThrow(),
                group.fit().orElseThrow().segmented().powerLaw().kappa(),
                group.bootstrap().interval(Replicate::segmentKappa).orElseThrow()).agree();
    }
}
