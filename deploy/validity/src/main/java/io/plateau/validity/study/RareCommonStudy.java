package io.plateau.validity.study;

import java.util.Arrays;
import java.util.List;

import io.plateau.influence.analysis.RegimeAnalysis;
import io.plateau.influence.uncertainty.Comparison;
import io.plateau.validity.Check;
import io.plateau.validity.Findings;
import io.plateau.validity.Findings.Curve;
import io.plateau.validity.Findings.Plot;
import io.plateau.validity.truth.PlantedLosses;
import io.plateau.validity.truth.RankingLaw;

/** Power of the tests of rare against common tokens at stated effects. */
public final class RareCommonStudy {
    private static final String SECTION = "rare/common";
    private static final double LEVEL = 0.05;
    private static final double KAPPA = 1.1;
    private static final int HEAD = 20;
    private static final double[] EFFECTS = {0.05, 0.1, 0.2, 0.4, 0.8};
    private static final PlantedLosses LOSSES = new PlantedLosses(60, 384, 0.7, 0, 1);

    private RareCommonStudy() {
    }

    public static void run(Findings findings) {
        double[] excess = new double[EFFECTS.length];
        double[] kappa = new double[EFFECTS.length];
        RankingLaw common = RankingLaw.power(KAPPA);
        for (int k = 0; k < EFFECTS.length; k++) {
            double effect = EFFECTS[k];
            excess[k] = power(findings, common.lifted(HEAD, effect), common, "lift " + effect, 0,
                    "top " + HEAD + " ranks of rare tokens raised by " + effect + " in ln influence");
            kappa[k] = power(findings, RankingLaw.power(KAPPA + effect / 4), common, "kappa " + effect, 1,
                    "kappa of rare tokens larger by " + effect / 4);
        }
        findings.add(new Plot("power-rare-common", "Power of rare against common, p < 0.05",
                "effect: lift in ln influence; 4 times the difference in kappa", "share of draws rejected",
                List.of(Curve.measured("head's excess", EFFECTS, excess), Curve.measured("kappa", EFFECTS, kappa),
                        Curve.reference("0.05", EFFECTS, Arrays.stream(EFFECTS).map(e -> LEVEL).toArray()))));
    }

    private static double power(Findings findings, RankingLaw rare, RankingLaw common, String purpose, int comparison,
            String what) {
        double[] p = Draws.values(Draws.of(findings.size().effectDraws(),
                i -> new RegimeAnalysis(Draws.regimes(findings.seed(), i, 20, 199))
                        .run(LOSSES.draw(rare, common, findings.seed(), purpose, i)).comparisons().get(comparison)),
                Comparison::pValue);
        long rejected = Findings.below(p, LEVEL);
        findings.add(Check.finding(SECTION, "power: " + what, rejected, p.length));
        return (double) rejected / p.length;
    }
}
