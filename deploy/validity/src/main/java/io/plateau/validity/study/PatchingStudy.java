package io.plateau.validity.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.hipparchus.distribution.continuous.TDistribution;

import io.plateau.routing.patching.PatchedActivation;
import io.plateau.routing.patching.PatchedPart;
import io.plateau.routing.patching.PatchingEffect;
import io.plateau.routing.statistics.Spread;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.validity.Check;
import io.plateau.validity.Findings;

/** Patches that move nothing but noise, and patches that restore a planted share of the difference. */
public final class PatchingStudy {
    private static final String SECTION = "patching";
    private static final int HEADS = 12;
    private static final int PAIRS = 40;
    private static final double LEVEL = 0.05;
    /** A of the receiving contexts, and what the giving ones have more. */
    private static final double BASE = 1;
    private static final double GAP = 0.2;
    private static final double NOISE = 0.05;
    /** Shares of the gap that the first head restores. */
    private static final double[] SHARES = {0.05, 0.1, 0.2, 0.4};

    private PatchingStudy() {
    }

    public static void run(Findings findings) {
        int draws = findings.size().routingDraws();
        List<List<PatchingEffect>> none = effects(findings, draws, 0);
        findings.conservative(SECTION, "moves of one head over " + PAIRS + " pairs",
                Draws.values(none, e -> e.get(0).move().twoSided()));
        findings.add(Check.errorRate(SECTION, "any of " + HEADS + " heads moves, Bonferroni p <= 0.05, no effect",
                LEVEL, none.stream().filter(e -> e.stream().anyMatch(head -> head.p().bonferroni() <= LEVEL)).count(),
                draws));
        for (int contexts : new int[]{60, 40, 16, 10}) {
            shared(findings, contexts);
        }
        List<PatchingEffect> alike = Draws.of(draws,
                i -> PatchingEffect.ofAll(patched(findings, i, 0, 0)).get(0));
        findings.conservative(SECTION, "gap of contexts that do not differ",
                Draws.values(alike, e -> e.gap().twoSided()));
        findings.add(Check.errorRate(SECTION, "contexts that do not differ: an effect is given nevertheless", LEVEL,
                alike.stream().filter(e -> e.effect().isDefined()).count(), draws));
        for (double share : SHARES) {
            List<List<PatchingEffect>> planted = effects(findings, draws, share);
            String what = "a head that restores " + Math.round(100 * share) + " % of the difference: ";
            findings.add(Check.errorRate(SECTION, what + "that share lies outside the effect's 95 % interval", LEVEL,
                    planted.stream().map(e -> e.get(0)).filter(e -> !(e.low() <= share && share <= e.high())).count(),
                    draws));
            findings.add(Check.finding(SECTION, "power: " + what + "its move, Bonferroni p <= 0.05",
                    planted.stream().filter(e -> e.get(0).p().bonferroni() <= LEVEL).count(), draws));
        }
    }

    /** Rounds of pairs: with more pairs than contexts, a context and its noise are in several. */
    private static void shared(Findings findings, int contexts) {
        int draws = findings.size().routingDraws();
        for (double own : new double[]{0, 0.5, 1}) {
            List<PatchingEffect> effects = Draws.of(draws, i -> {
                SplittableRandom random = SeedDerivation.FNV_1A.stream(findings.seed(),
                        "validity/shared " + contexts + own, i);
                return PatchingEffect.ofAll(sharing(random, contexts, own)).get(0);
            });
            String what = String.format(Locale.ROOT, "moves of one head over %d pairs of %d contexts, %.0f %% of the"
                    + " noise the contexts' own", PAIRS, contexts, 100 * own);
            List<PatchingEffect> tested = effects.stream().filter(e -> e.move().isDefined()).toList();
            findings.add(Check.finding(SECTION, what + ": tested, not refused", tested.size(), draws));
            if (!tested.isEmpty()) {
                findings.conservative(SECTION, what, Draws.values(tested, e -> e.move().twoSided()));
            }
            findings.add(Check.finding(SECTION, what + ": pairs taken for independent reject at 0.05 without an effect",
                    effects.stream().filter(e -> independent(e) <= LEVEL).count(), draws));
        }
    }

    private static double independent(PatchingEffect effect) {
        Spread moves = effect.move().spread();
        double t = moves.mean() / moves.standardDeviation() * Math.sqrt(moves.count());
        return 2 * new TDistribution(moves.count() - 1.0).cumulativeProbability(-Math.abs(t));
    }

    private static List<List<PatchingEffect>> effects(Findings findings, int draws, double share) {
        return Draws.of(draws, i -> PatchingEffect.ofAll(patched(findings, i, GAP, share)));
    }

    private static PatchedActivation patched(Findings findings, int draw, double gap, double share) {
        SplittableRandom random = SeedDerivation.FNV_1A.stream(findings.seed(), "validity/patching " + gap + share,
                draw);
        double[] receiver = IntStream.range(0, PAIRS).mapToDouble(k -> BASE + NOISE * random.nextGaussian()).toArray();
        double[] donor = IntStream.range(0, PAIRS)
                .mapToDouble(k -> receiver[k] + gap + NOISE * random.nextGaussian()).toArray();
        List<PatchedPart> parts = new ArrayList<>();
        List<double[]> patched = new ArrayList<>();
        for (int head = 0; head < HEADS; head++) {
            double restored = head == 0 ? share : 0;
            parts.add(new PatchedPart(0, head));
            patched.add(IntStream.range(0, PAIRS).mapToDouble(k -> receiver[k] + restored * (donor[k] - receiver[k])
                    + NOISE * random.nextGaussian()).toArray());
        }
        return new PatchedActivation(parts, IntStream.range(0, 2 * PAIRS).toArray(), receiver, donor, patched);
    }

    /** One head that moves nothing but noise. */
    private static PatchedActivation sharing(SplittableRandom random, int contexts, double own) {
        int[] drawn = rounds(random, contexts);
        double[] noise = random.doubles(contexts).map(u -> random.nextGaussian()).toArray();
        double[] receiver = new double[PAIRS];
        double[] moved = new double[PAIRS];
        for (int k = 0; k < PAIRS; k++) {
            receiver[k] = BASE;
            moved[k] = BASE + NOISE * (Math.sqrt(own / 2) * (noise[drawn[2 * k]] + noise[drawn[2 * k + 1]])
                    + Math.sqrt(1 - own) * random.nextGaussian());
        }
        return new PatchedActivation(List.of(new PatchedPart(0, 0)), drawn, receiver, moved, List.of(moved));
    }

    /** K, 2: in a round no context is used twice. */
    private static int[] rounds(SplittableRandom random, int contexts) {
        List<Integer> drawn = new ArrayList<>();
        while (drawn.size() < 2 * PAIRS) {
            List<Integer> round = new ArrayList<>(IntStream.range(0, contexts).boxed().toList());
            Collections.shuffle(round, new Random(random.nextLong()));
            drawn.addAll(round);
        }
        return drawn.stream().limit(2L * PAIRS).mapToInt(Integer::intValue).toArray();
    }
}
