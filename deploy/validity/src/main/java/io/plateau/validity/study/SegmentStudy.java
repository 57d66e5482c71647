package io.plateau.validity.study;

import java.util.List;
import java.util.stream.IntStream;

import io.plateau.influence.analysis.GroupRegimes;
import io.plateau.influence.analysis.RegimeAnalysis;
import io.plateau.influence.noise.Quantity;
import io.plateau.validity.Check;
import io.plateau.validity.Findings;
import io.plateau.validity.Findings.Curve;
import io.plateau.validity.Findings.Plot;
import io.plateau.validity.truth.PlantedLosses;
import io.plateau.validity.truth.RankingLaw;

/** Broken power laws: is the kappa of the power-law piece inside its interval, wherever the break lies? */
public final class SegmentStudy {
    private static final String SECTION = "regimes";
    private static final double KAPPA = 1.2;
    private static final double DECAY = 3;
    private static final double LEAST = 0.93;
    /** Ranks before the power law: flat heads. */
    private static final int[] HEADS = {10, 20, 40};
    /** Last ranks of the power law: what follows falls by DECAY. */
    private static final int[] LASTS = {150, 300, 500};
    private static final int HEAD_BEFORE_DECAY = 20;
    private static final PlantedLosses LOSSES = new PlantedLosses(60, 768, 0.5, 0, 1);

    private SegmentStudy() {
    }

    public static void run(Findings findings) {
        RankingLaw law = RankingLaw.power(KAPPA);
        double[] heads = new double[HEADS.length];
        for (int k = 0; k < HEADS.length; k++) {
            heads[k] = coverage(findings, "flat head of " + HEADS[k] + " ranks", law.flattened(HEADS[k]));
        }
        double[] lasts = new double[LASTS.length];
        for (int k = 0; k < LASTS.length; k++) {
            lasts[k] = coverage(findings, "flat head of " + HEAD_BEFORE_DECAY + " ranks and rapid decay behind rank "
                    + LASTS[k], law.flattened(HEAD_BEFORE_DECAY).decaying(LASTS[k], DECAY));
        }
        double[] ends = {HEADS[0], LASTS[LASTS.length - 1]};
        findings.add(new Plot("segment-coverage", "Kappa of the power-law piece inside its 95 % interval",
                "planted breakpoint, rank", "share of draws", List.of(
                        Curve.measured("flat head up to this rank", doubles(HEADS), heads),
                        Curve.measured("flat head of " + HEAD_BEFORE_DECAY + " and rapid decay behind this rank",
                                doubles(LASTS), lasts),
                        Curve.reference("0.93", ends, new double[]{LEAST, LEAST}))));
    }

    private static double coverage(Findings findings, String what, RankingLaw law) {
        List<Boolean> answers = Draws.of(findings.size().nullDraws(),
                i -> covered(new RegimeAnalysis(Draws.regimes(findings.seed(), i, 60, 19))
                        .run(LOSSES.draw(law, RankingLaw.power(KAPPA), findings.seed(), "segments " + what, i))
                        .groups().get(0)));
        long covered = answers.stream().filter(yes -> yes).count();
        findings.add(Check.atLeast(SECTION, what + ": kappa of the power-law piece lies inside its 95 % interval",
                LEAST, covered, answers.size()));
        return (double) covered / answers.size();
    }

    private static boolean covered(GroupRegimes group) {
        double estimate = group.fit().orElseThrow().segmented().powerLaw().kappa();
        return group.corrected().orElseThrow().interval(Quantity.SEGMENT_KAPPA, estimate).contains(KAPPA);
    }

    private static double[] doubles(int[] values) {
        return IntStream.of(values).asDoubleStream().toArray();
    }
}
