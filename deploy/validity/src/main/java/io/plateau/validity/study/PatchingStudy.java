package io.plateau.validity.study;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.plateau.influence.uncertainty.Seeds;
import io.plateau.routing.patching.PatchedActivation;
import io.plateau.routing.patching.PatchedPart;
import io.plateau.routing.patching.PatchingEffect;
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
        List<List<PatchingEffect>> none = effects(findings, draws, 0, 0);
        findings.calibrated(SECTION, "moves of one head over " + PAIRS + " pairs",
                Draws.values(none, e -> e.get(0).move().twoSided()));
        findings.add(Check.errorRate(SECTION, "any of " + HEADS + " heads moves, Bonferroni p <= 0.05, no effect",
                LEVEL, none.stream().filter(e -> e.stream().anyMatch(head -> head.p().bonferroni() <= LEVEL)).count(),
                draws));
        // Rounds of pairs: with more pairs than contexts, a context and its noise are in several.
        findings.shown(SECTION, "moves of one head, each context in two pairs and half of the noise its own",
                Draws.values(effects(findings, draws, 0, 0.5), e -> e.get(0).move().twoSided()));
        List<PatchingEffect> alike = Draws.of(draws,
                i -> PatchingEffect.ofAll(patched(findings, i, 0, 0, 0)).get(0));
        findings.calibrated(SECTION, "gap of contexts that do not differ",
                Draws.values(alike, e -> e.gap().twoSided()));
        findings.add(Check.errorRate(SECTION, "contexts that do not differ: an effect is given nevertheless", LEVEL,
                alike.stream().filter(e -> e.effect().isDefined()).count(), draws));
        for (double share : SHARES) {
            List<List<PatchingEffect>> planted = effects(findings, draws, share, 0);
            String what = "a head that restores " + Math.round(100 * share) + " % of the difference: ";
            findings.add(Check.errorRate(SECTION, what + "that share lies outside the effect's 95 % interval", LEVEL,
                    planted.stream().map(e -> e.get(0)).filter(e -> !(e.low() <= share && share <= e.high())).count(),
                    draws));
            findings.add(Check.finding(SECTION, "power: " + what + "its move, Bonferroni p <= 0.05",
                    planted.stream().filter(e -> e.get(0).p().bonferroni() <= LEVEL).count(), draws));
        }
    }

    private static List<List<PatchingEffect>> effects(Findings findings, int draws, double share, double shared) {
        return Draws.of(draws, i -> PatchingEffect.ofAll(patched(findings, i, GAP, share, shared)));
    }

    /** @param shared share of the variance of the moves that a pair has in common with the pair after it, of every two */
    private static PatchedActivation patched(Findings findings, int draw, double gap, double share, double shared) {
        SplittableRandom random = Seeds.stream(findings.seed(), "validity/patching " + gap + share + shared, draw);
        double[] receiver = IntStream.range(0, PAIRS).mapToDouble(k -> BASE + NOISE * random.nextGaussian()).toArray();
        double[] donor = IntStream.range(0, PAIRS)
                .mapToDouble(k -> receiver[k] + gap + NOISE * random.nextGaussian()).toArray();
        List<PatchedPart> parts = new ArrayList<>();
        List<double[]> patched = new ArrayList<>();
        for (int head = 0; head < HEADS; head++) {
            double[] common = IntStream.range(0, PAIRS / 2).mapToDouble(k -> random.nextGaussian()).toArray();
            double restored = head == 0 ? share : 0;
            parts.add(new PatchedPart(0, head));
            patched.add(IntStream.range(0, PAIRS).mapToDouble(k -> receiver[k] + restored * (donor[k] - receiver[k])
                    + NOISE * (Math.sqrt(shared) * common[k / 2] + Math.sqrt(1 - shared) * random.nextGaussian()))
                    .toArray());
        }
        return new PatchedActivation(parts, 2 * PAIRS, receiver, donor, patched);
    }
}
