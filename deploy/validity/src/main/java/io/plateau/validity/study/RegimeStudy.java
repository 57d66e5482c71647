package io.plateau.validity.study;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.plateau.influence.analysis.GroupRegimes;
import io.plateau.influence.analysis.RegimeAnalysis;
import io.plateau.influence.analysis.RegimeReport;
import io.plateau.influence.noise.Quantity;
import io.plateau.influence.plateau.HeadRule;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.tail.ExponentAgreement;
import io.plateau.influence.uncertainty.Interval;
import io.plateau.influence.uncertainty.Replicate;
import io.plateau.validity.Check;
import io.plateau.validity.Findings;
import io.plateau.validity.truth.PlantedLosses;
import io.plateau.validity.truth.PlantedNoise;
import io.plateau.validity.truth.RankingLaw;

/** Pure power laws: is kappa inside its interval, is the plateau empty, are the tests' p-values uniform? */
public final class RegimeStudy {
    private static final String SECTION = "regimes";
    private static final double KAPPA = 1.1;
    private static final int NEURONS = 384;
    private static final int CONTEXTS = 60;
    /** Median |mean| / standard error over neurons; of noise alone it is 0.67. */
    private static final double[] NOISE = {0.75, 2.5};
    private static final int[] BAND = {1, 10, 30};

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

        for (double ratio : NOISE) {
            noisy(findings, ratio);
        }
        noiseAlone(findings);

        List<RegimeReport> unequal = reports(findings, new PlantedLosses(CONTEXTS, NEURONS, 0.7, 0, 0.33),
                findings.size().nullDraws(), "unequal groups", 20, 199);
        for (int k = 0; k < 2; k++) {
            int comparison = k;
            findings.conservative("rare/common", (k == 0 ? "head's excess" : "kappa")
                    + ", rare tokens a third as many, corrected for noise and jackknifed",
                    Draws.values(unequal, r -> r.comparisons().get(comparison).pValue()));
        }
    }

    /** Every neuron has the same standard error, so that the tail of the ranking drowns. */
    private static void noisy(Findings findings, double ratio) {
        double[] ln = IntStream.rangeClosed(1, NEURONS).mapToDouble(RankingLaw.power(KAPPA)::at).toArray();
        PlantedLosses losses = new PlantedLosses(CONTEXTS, NEURONS, PlantedNoise.relativeToFirst(ln, ratio, CONTEXTS),
                1,
                1);
        List<RegimeReport> reports = reports(findings, losses, findings.size().nullDraws(), "noise " + ratio, 60, 19);
        List<GroupRegimes> groups = reports.stream().map(r -> r.groups().get(0)).toList();
        String noise = "noise, median |mean|/standard error " + ratio + ": ";
        least(findings, noise + "kappa lies inside its 95 % interval", 0.93, groups, RegimeStudy::covered);
        least(findings, noise + "the interval contains the estimate", 1, groups,
                g -> interval(g, Quantity.KAPPA).contains(g.fit().orElseThrow().line().kappa()));
        share(findings, noise + "a percentile interval would cover kappa", groups,
                g -> g.bootstrap().interval(Replicate::kappa).orElseThrow().contains(KAPPA));
        share(findings, noise + "a percentile interval would contain its own estimate", groups, g -> g.bootstrap()
                .interval(Replicate::kappa).orElseThrow().contains(g.fit().orElseThrow().line().kappa()));
        least(findings, noise + "R squared, 1, lies inside its 95 % interval", 0.93, groups,
                g -> interval(g, Quantity.R_SQUARED).contains(1));
        for (int rank : BAND) {
            least(findings, noise + "the influence at rank " + rank + " lies inside its 95 % interval", 0.93, groups,
                    g -> g.corrected().orElseThrow().band().get(rank - 1).contains(Math.exp(ln[rank - 1])));
        }
        share(findings, noise + "30 or more ranks are above the noise, and they alone are fitted", groups,
                g -> g.fitted().aboveNoise());
        least(findings, noise + "the empty plateau is found empty", 0.95, groups,
                g -> g.plateau().rule() == HeadRule.NONE);
    }

    private static void noiseAlone(Findings findings) {
        PlantedLosses losses = new PlantedLosses(CONTEXTS, NEURONS, 1e6, 1, 1);
        List<GroupRegimes> groups = reports(findings, losses, findings.size().effectDraws(), "noise alone", 60, 19)
                .stream().map(r -> r.groups().get(0)).toList();
        least(findings, "no influence but noise: said to be noise", 0.95, groups, g -> g.fitted().tooFewAboveNoise());
        least(findings, "no influence but noise: no plateau is found", 0.95, groups,
                g -> g.plateau().rule() == HeadRule.NONE);
    }

    private static void least(Findings findings, String what, double least, List<GroupRegimes> groups,
            Predicate<GroupRegimes> holds) {
        findings.add(Check.atLeast(SECTION, what, least, groups.stream().filter(holds).count(), groups.size()));
    }

    private static void share(Findings findings, String what, List<GroupRegimes> groups,
            Predicate<GroupRegimes> holds) {
        findings.add(Check.finding(SECTION, what, groups.stream().filter(holds).count(), groups.size()));
    }

    private static List<RegimeReport> reports(Findings findings, PlantedLosses losses, int draws, String purpose,
            int bootstraps,
            int permutations) {
        RankingLaw law = RankingLaw.power(KAPPA);
        return Draws.of(draws,
                i -> new RegimeAnalysis(Draws.regimes(findings.seed(), i, bootstraps, permutations))
                        .run(losses.draw(law, law, findings.seed(), purpose, i)));
    }

    private static Interval interval(GroupRegimes group, Quantity quantity) {
        CurveFit fit = group.fit().orElseThrow();
        double estimate = switch (quantity) {
            case KAPPA -> fit.line().kappa();
            case R_SQUARED -> fit.line().rSquared();
            case SEGMENT_KAPPA -> fit.segmented().powerLaw().kappa();
            case HEAD_EXCESS -> throw new IllegalArgumentException("the head's excess has no interval");
        };
        return group.corrected().orElseThrow().interval(quantity, estimate);
    }

    private static boolean covered(GroupRegimes group) {
        return interval(group, Quantity.KAPPA).contains(KAPPA);
    }

    private static boolean agrees(GroupRegimes group) {
        return ExponentAgreement.of(group.tail().fit().orElseThrow(),
                group.fit().orElseThrow().segmented().powerLaw().kappa(), interval(group, Quantity.SEGMENT_KAPPA))
                .agree();
    }
}
