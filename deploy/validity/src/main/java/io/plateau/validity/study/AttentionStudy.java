package io.plateau.validity.study;

import java.util.List;

import io.plateau.routing.attention.AttentionSummary;
import io.plateau.routing.attention.HeadAttention;
import io.plateau.routing.statistics.CorrectedP;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.validity.Check;
import io.plateau.validity.Findings;
import io.plateau.validity.truth.PlantedAttention;

/** Concentration of attention, rare against common: rows that are all alike, rows alike within a context, and effects. */
public final class AttentionStudy {
    private static final String SECTION = "attention";
    private static final int HEADS = 12;
    private static final int CONTEXTS = 40;
    private static final double LEVEL = 0.05;
    private static final double SCATTER = 0.1;
    private static final double[] EFFECTS = {0.02, 0.05, 0.1};

    private AttentionStudy() {
    }

    public static void run(Findings findings) {
        int draws = findings.size().routingDraws();
        List<AttentionSummary> independent = summaries(findings, draws, new PlantedAttention(HEADS, CONTEXTS, 0, 0));
        // Heads see the same positions, and a row's coefficient depends on its length: they are no independent pairs.
        findings.shown(SECTION, "Gini over " + HEADS + " heads (the paper's test), independent rows",
                Draws.values(independent, s -> s.giniOverHeads().twoSided()));
        findings.conservative(SECTION, "Gini over " + CONTEXTS + " contexts, independent rows",
                Draws.values(independent, s -> s.giniOverContexts().twoSided()));
        List<AttentionSummary> clustered = summaries(findings, draws,
                new PlantedAttention(HEADS, CONTEXTS, SCATTER, 0));
        findings.shown(SECTION, "Gini over heads (the paper's test), rows of a context and group alike in all heads",
                Draws.values(clustered, s -> s.giniOverHeads().twoSided()));
        findings.conservative(SECTION, "Gini over contexts, rows of a context and group alike in all heads",
                Draws.values(clustered, s -> s.giniOverContexts().twoSided()));
        findings.conservative(SECTION, "Gini of one head over contexts, rows of a context and group alike",
                Draws.values(clustered, s -> s.heads().get(0).giniOverContexts().twoSided()));
        findings.add(Check.errorRate(SECTION, "any of " + HEADS + " heads differs, Bonferroni p <= 0.05, no effect",
                LEVEL, clustered.stream().filter(s -> corrected(s).stream().anyMatch(p -> p.bonferroni() <= LEVEL))
                        .count(),
                draws));
        findings.add(Check.errorRate(SECTION, "any of " + HEADS
                + " heads differs, Benjamini-Hochberg p <= 0.05, no effect", LEVEL,
                clustered.stream().filter(s -> corrected(s).stream().anyMatch(p -> p.benjaminiHochberg() <= LEVEL))
                        .count(),
                draws));
        for (double effect : EFFECTS) {
            double[] p = Draws.values(summaries(findings, findings.size().effectDraws(),
                    new PlantedAttention(HEADS, CONTEXTS, SCATTER, effect)), s -> s.giniOverContexts().twoSided());
            findings.add(Check.finding(SECTION, "power: logits of rare targets larger by " + Math.round(100 * effect)
                    + " %: Gini over contexts, p <= 0.05", Findings.below(p, LEVEL), p.length));
        }
    }

    private static List<AttentionSummary> summaries(Findings findings, int draws, PlantedAttention attention) {
        return Draws.of(draws, i -> attention.draw(SeedDerivation.FNV_1A.stream(findings.seed(),
                "validity/attention " + attention.scatter() + " " + attention.effect(), i)));
    }

    private static List<CorrectedP> corrected(AttentionSummary summary) {
        return CorrectedP.ofTests(summary.heads().stream().map(HeadAttention::giniOverContexts).toList());
    }
}
