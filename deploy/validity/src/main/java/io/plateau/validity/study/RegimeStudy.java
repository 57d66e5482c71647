package io.plateau.validity.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.plateau.influence.analysis.GroupRegimes;
import io.plateau.influence.analysis.RegimeAnalysis;
import io.plateau.influence.analysis.RegimeReport;
import io.plateau.influence.noise.Quantity;
import io.plateau.influence.plateau.HeadRule;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.tail.ExponentAgreement;
import io.plateau.influence.uncertainty.Comparison;
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
        pure(findings);
        for (double ratio : NOISE) {
            noisy(findings, ratio);
        }
        noiseAlone(findings);

        List<double[]> unequal = draws(findings, new PlantedLosses(CONTEXTS, NEURONS, 0.7, 0, 0.33),
                findings.size().nullDraws(), "unequal groups", 20, 199, RegimeStudy::pValues);
        for (int k = 0; k < 2; k++) {
            int comparison = k;
            findings.conservative("rare/common", (k == 0 ? "head's excess" : "kappa")
                    + ", rare tokens a third as many, corrected for noise and jackknifed",
                    Draws.values(unequal, p -> p[comparison]));
        }
    }

    /** What a draw of pure power laws comes to; a whole report per draw would take a gigabyte. */
    private record Pure(boolean covered, boolean empty, boolean agrees, double[] pValues, boolean supported) {
        static Pure of(RegimeReport report) {
            GroupRegimes rare = report.groups().get(0);
            return new Pure(RegimeStudy.covered(rare), rare.plateau().rule() == HeadRule.NONE,
                    RegimeStudy.agrees(rare), RegimeStudy.pValues(report),
                    report.verdict().outcome().equals("supported"));
        }
    }

    private static void pure(Findings findings) {
        PlantedLosses usual = new PlantedLosses(CONTEXTS, NEURONS, 0.7, 0, 1);
        List<Pure> pure = draws(findings, usual, findings.size().nullDraws(), "pure power laws", 200, 199, Pure::of);
        findings.add(Check.atLeast(SECTION, "pure power law: kappa lies inside its 95 % interval", 0.93,
                pure.stream().filter(Pure::covered).count(), pure.size()));
        findings.add(Check.atLeast(SECTION, "pure power law: the empty plateau is found empty", 0.95,
                pure.stream().filter(Pure::empty).count(), pure.size()));
        findings.add(
                Check.atLeast(SECTION, "pure power law: alpha agrees with 1 + 1/kappa of the power-law piece", 0.95,
                        pure.stream().filter(Pure::agrees).count(), pure.size()));
        findings.calibrated("rare/common", "head's excess, randomised within contexts",
                Draws.values(pure, r -> r.pValues()[0]));
        findings.calibrated("rare/common", "kappa, randomised within contexts",
                Draws.values(pure, r -> r.pValues()[1]));
        findings.add(
                Check.errorRate("rare/common", "pure power laws: the verdict on dual regimes is \"supported\"", 0.05,
                        pure.stream().filter(Pure::supported).count(), pure.size()));
    }

    /**
     * Asked of every draw.
     *
     * @param least share of the draws in which it must hold; NaN: nothing is promised
     */
    private record Question(String what, double least, Predicate<GroupRegimes> holds) {
        Question(String what, Predicate<GroupRegimes> holds) {
            this(what, Double.NaN, holds);
        }
    }

    /** Every neuron has the same standard error, so that the tail of the ranking drowns. */
    private static void noisy(Findings findings, double ratio) {
        double[] ln = IntStream.rangeClosed(1, NEURONS).mapToDouble(RankingLaw.power(KAPPA)::at).toArray();
        PlantedLosses losses = new PlantedLosses(CONTEXTS, NEURONS, PlantedNoise.relativeToFirst(ln, ratio, CONTEXTS),
                1,
                1);
        List<Question> questions = new ArrayList<>(List.of(
                new Question("kappa lies inside its 95 % interval", 0.93, RegimeStudy::covered),
                new Question("the interval contains the estimate", 1,
                        g -> interval(g, Quantity.KAPPA).contains(g.fit().orElseThrow().line().kappa())),
                new Question("a percentile interval would cover kappa", g -> percentile(g).contains(KAPPA)),
                new Question("a percentile interval would contain its own estimate",
                        g -> percentile(g).contains(g.fit().orElseThrow().line().kappa())),
                new Question("R squared, 1, lies inside its 95 % interval", 0.93,
                        g -> interval(g, Quantity.R_SQUARED).contains(1))));
        for (int rank : BAND) {
            questions.add(new Question("the influence at rank " + rank + " lies inside its 95 % interval", 0.93,
                    g -> g.corrected().orElseThrow().band().get(rank - 1).contains(Math.exp(ln[rank - 1]))));
        }
        questions.add(new Question("30 or more ranks are above the noise, and they alone are fitted",
                g -> g.fitted().aboveNoise()));
        questions.add(new Question("the empty plateau is found empty", 0.95,
                g -> g.plateau().rule() == HeadRule.NONE));
        ask(findings, losses, findings.size().nullDraws(), "noise " + ratio,
                "noise, median |mean|/standard error " + ratio + ": ", questions);
    }

    private static void noiseAlone(Findings findings) {
        ask(findings, new PlantedLosses(CONTEXTS, NEURONS, 1e6, 1, 1), findings.size().effectDraws(), "noise alone",
                "no influence but noise: ", List.of(
                        new Question("said to be noise", 0.95, g -> g.fitted().tooFewAboveNoise()),
                        new Question("no plateau is found", 0.95, g -> g.plateau().rule() == HeadRule.NONE)));
    }

    private static void ask(Findings findings, PlantedLosses losses, int draws, String purpose, String of,
            List<Question> questions) {
        List<List<Boolean>> answers = draws(findings, losses, draws, purpose, 60, 19,
                r -> questions.stream().map(q -> q.holds().test(r.groups().get(0))).toList());
        for (int q = 0; q < questions.size(); q++) {
            int index = q;
            Question question = questions.get(q);
            long yes = answers.stream().filter(a -> a.get(index)).count();
            findings.add(Double.isNaN(question.least())
                    ? Check.finding(SECTION, of + question.what(), yes, draws)
                    : Check.atLeast(SECTION, of + question.what(), question.least(), yes, draws));
        }
    }

    /** @param kept what is kept of a draw */
    private static <T> List<T> draws(Findings findings, PlantedLosses losses, int draws, String purpose,
            int bootstraps, int permutations, Function<RegimeReport, T> kept) {
        RankingLaw law = RankingLaw.power(KAPPA);
        return Draws.of(draws,
                i -> kept.apply(new RegimeAnalysis(Draws.regimes(findings.seed(), i, bootstraps, permutations))
                        .run(losses.draw(law, law, findings.seed(), purpose, i))));
    }

    private static double[] pValues(RegimeReport report) {
        return report.comparisons().stream().mapToDouble(Comparison::pValue).toArray();
    }

    private static Interval percentile(GroupRegimes group) {
        return group.bootstrap().interval(Replicate::kappa).orElseThrow();
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
