package io.plateau.validity.study;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.distribution.continuous.NormalDistribution;

import io.plateau.influence.tail.LikelihoodRatio;
import io.plateau.influence.tail.PowerLawTail;
import io.plateau.influence.tail.TailAnalysis;
import io.plateau.influence.tail.TailFamily;
import io.plateau.influence.tail.TailReport;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.validity.Check;
import io.plateau.validity.Findings;

/** Tails of known family and exponent: is alpha inside its interval, how often is the wrong family favoured? */
public final class TailStudy {
    private static final String SECTION = "tail";
    private static final double ALPHA = 2.0;
    private static final int VALUES = 400;
    private static final int MIN_TAIL = 50;
    private static final int GOODNESS_DRAWS = 99;
    /** ln x of quantile u, x at least 1. */
    private static final DoubleUnaryOperator POWER_LAW = u -> -Math.log(1 - u) / (ALPHA - 1);
    private static final DoubleUnaryOperator EXPONENTIAL = u -> Math.log1p(-Math.log(1 - u));
    /** x^-1.5 exp(−x / 20), by acceptance below. */
    private static final double CUT = 20;

    private TailStudy() {
    }

    public static void run(Findings findings) {
        int draws = findings.size().nullDraws();
        List<TailReport> law = Draws.of(draws, i -> report(findings, "power law", i, GOODNESS_DRAWS,
                random -> POWER_LAW.applyAsDouble(random.nextDouble())));
        findings.add(Check.atLeast(SECTION, "power law: alpha lies inside ± 1.96 standard errors, the cut-off searched",
                0.9, law.stream().filter(r -> covered(r.fit().orElseThrow())).count(), draws));
        findings.conservative(SECTION, "goodness of fit of a power law",
                Draws.values(law, r -> r.goodnessOfFit().orElseThrow()));
        for (TailFamily family : TailFamily.values()) {
            if (family != TailFamily.POWER_LAW) {
                findings.add(Check.errorRate(SECTION, "power law: " + family.label() + " is favoured over it (p < 0.1)",
                        0.1,
                        law.stream().filter(r -> of(r, family).favours().equals(family.label())).count(), draws));
            }
        }
        uniformity(findings, law);
        equallyFar(findings);
        power(findings, "an exponential", TailFamily.EXPONENTIAL,
                random -> EXPONENTIAL.applyAsDouble(random.nextDouble()));
        power(findings, "a lognormal", TailFamily.LOGNORMAL, random -> 1 + 0.5 * random.nextGaussian());
        power(findings, "a power law with an exponential cut", TailFamily.TRUNCATED_POWER_LAW, TailStudy::truncated);
    }

    /** The law is a member of these families or their limit: half of the ratios are at or near 0, and p is about 1. */
    private static void uniformity(Findings findings, List<TailReport> law) {
        for (TailFamily family : List.of(TailFamily.LOGNORMAL, TailFamily.STRETCHED_EXPONENTIAL,
                TailFamily.TRUNCATED_POWER_LAW)) {
            findings.shown(SECTION, "power law: ratio against " + family.label(),
                    Draws.values(law, r -> of(r, family).pValue()));
        }
    }

    /** An exponential is no neighbour of a power law: the null of this test is that both are equally wrong. */
    private static void equallyFar(Findings findings) {
        double sd = new BrentSolver().solve(100, TailStudy::advantage, 0.1, 3);
        double[] p = Draws.values(Draws.of(findings.size().nullDraws(), i -> {
            SplittableRandom random = SeedDerivation.FNV_1A.stream(findings.seed(), "validity/tail equally far", i);
            double[] y = new double[VALUES];
            Arrays.setAll(y, k -> sd * Math.abs(random.nextGaussian()));
            return TailAnalysis.ratios(y).stream().filter(r -> r.family() == TailFamily.EXPONENTIAL).findFirst()
                    .orElseThrow();
        }), LikelihoodRatio::pValue);
        String test = "half a lognormal, as far from a power law as from an exponential: ratio of the two";
        findings.shown(SECTION, test, p);
        findings.add(Check.finding(SECTION, test + ": one of them is favoured (p < 0.1)",
                Findings.below(p, LikelihoodRatio.LEVEL), p.length));
    }

    /**
     * Mean ln density of the best power law less that of the best exponential for y = |normal| of this sd, nats: with
     * a = 1 / E y and lambda = 1 / E (exp(y) - 1) it is ln E (exp(y) - 1) - ln E y - E y.
     */
    private static double advantage(double sd) {
        double mean = sd * Math.sqrt(2 / Math.PI);
        double expm1 = 2 * Math.exp(sd * sd / 2) * new NormalDistribution().cumulativeProbability(sd) - 1;
        return Math.log(expm1) - Math.log(mean) - mean;
    }

    /** Is the power law refused, and the family that made the data favoured, where it is not true? */
    private static void power(Findings findings, String truth, TailFamily family, Source source) {
        int draws = findings.size().effectDraws();
        // All values as the tail: with a free cut-off, any tail is a power law if one goes far enough out
        List<List<LikelihoodRatio>> ratios = Draws.of(draws, i -> {
            double[] descending = sample(findings, truth, i, source);
            double[] y = Arrays.stream(descending).map(v -> v - descending[VALUES - 1]).toArray();
            return TailAnalysis.ratios(y);
        });
        findings.add(Check.finding(SECTION, "power: " + truth + " is favoured over a power law (p < 0.1), " + VALUES
                + " values, no cut-off searched",
                ratios.stream().filter(r -> r.stream()
                        .anyMatch(x -> x.family() == family && x.favours().equals(family.label()))).count(),
                draws));
        List<TailReport> reports = Draws.of(draws, i -> report(findings, truth, i, GOODNESS_DRAWS, source));
        findings.add(Check.finding(SECTION, "power: goodness of fit refuses a power law (p <= 0.1) for " + truth
                + ", cut-off searched", reports.stream().filter(r -> !r.plausible().orElseThrow()).count(), draws));
    }

    /** ln x of one value. */
    private interface Source {
        double next(SplittableRandom random);
    }

    private static double truncated(SplittableRandom random) {
        while (true) {
            double y = -Math.log(1 - random.nextDouble()) / 0.5;
            if (random.nextDouble() < Math.exp(-Math.expm1(y) / CUT)) {
                return y;
            }
        }
    }

    private static TailReport report(Findings findings, String purpose, int draw, int goodness, Source source) {
        return new TailAnalysis(MIN_TAIL, goodness).run(sample(findings, purpose, draw, source),
                i -> SeedDerivation.FNV_1A.stream(findings.seed(), "validity/goodness of " + purpose + draw, i));
    }

    private static double[] sample(Findings findings, String purpose, int draw, Source source) {
        SplittableRandom random = SeedDerivation.FNV_1A.stream(findings.seed(), "validity/tail " + purpose, draw);
        double[] negated = new double[VALUES];
        Arrays.setAll(negated, i -> -source.next(random));
        Arrays.sort(negated);
        return Arrays.stream(negated).map(v -> -v).toArray();
    }

    private static boolean covered(PowerLawTail tail) {
        return Math.abs(tail.alpha() - ALPHA) <= 1.96 * tail.standardError();
    }

    private static LikelihoodRatio of(TailReport report, TailFamily family) {
        return report.ratios().stream().filter(r -> r.family() == family).findFirst().orElseThrow();
    }
}
