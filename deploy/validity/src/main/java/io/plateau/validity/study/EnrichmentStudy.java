package io.plateau.validity.study;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.plateau.graph.layer.Enrichment;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.validity.Check;
import io.plateau.validity.Findings;

/** Plateau neurons placed at random among a layer's communities, and placed into one more often than that. */
public final class EnrichmentStudy {
    private static final String SECTION = "measures";
    private static final int LAYER = 768;
    private static final int COMMUNITIES = 12;
    private static final int MARKS = 20;
    private static final int PLACEMENTS = 199;
    private static final double LEVEL = 0.05;
    private static final int CHOSEN = 6;
    private static final double[] EFFECTS = {0.1, 0.2, 0.4};
    /** Sizes from 5 to 122: the k-th of them ends at the share (k / 12)². */
    private static final int[] MEMBERSHIP = IntStream.range(0, LAYER)
            .map(n -> (int) (COMMUNITIES * Math.sqrt((double) n / LAYER))).toArray();

    private EnrichmentStudy() {
    }

    public static void run(Findings findings) {
        List<Enrichment> random = Draws.of(findings.size().nullDraws(), i -> enrichment(findings, 0, i));
        // Counts are few: both tests' p-values have steps and lie at or above what uniform ones would be.
        findings.conservative(SECTION, "enrichment of one community, hypergeometric p",
                Draws.values(random, e -> e.communities().get(CHOSEN).pValue()));
        findings.conservative(SECTION, "concentration in few communities, permutation p",
                Draws.values(random, Enrichment::pValue));
        findings.add(Check.errorRate(SECTION, "marks placed at random: any of " + COMMUNITIES
                + " communities is enriched, corrected p <= 0.05", LEVEL,
                random.stream().filter(EnrichmentStudy::enriched).count(), random.size()));
        for (double effect : EFFECTS) {
            List<Enrichment> planted = Draws.of(findings.size().effectDraws(), i -> enrichment(findings, effect, i));
            String what = "power: a share of " + effect + " of " + MARKS + " marks sent to one community of "
                    + size(CHOSEN) + " of " + LAYER + " neurons: ";
            findings.add(Check.finding(SECTION, what + "any community enriched, corrected p <= 0.05",
                    planted.stream().filter(EnrichmentStudy::enriched).count(), planted.size()));
            findings.add(Check.finding(SECTION, what + "concentration p <= 0.05",
                    Findings.below(Draws.values(planted, Enrichment::pValue), LEVEL), planted.size()));
        }
    }

    private static boolean enriched(Enrichment enrichment) {
        return enrichment.communities().stream().anyMatch(c -> c.pCorrected() <= LEVEL);
    }

    private static long size(int community) {
        return IntStream.of(MEMBERSHIP).filter(c -> c == community).count();
    }

    /** @param sent share of the marks that are put into the chosen community; the others fall anywhere */
    private static Enrichment enrichment(Findings findings, double sent, int draw) {
        SplittableRandom random = SeedDerivation.FNV_1A.stream(findings.seed(), "validity/enrichment " + sent, draw);
        int[] chosen = IntStream.range(0, LAYER).filter(n -> MEMBERSHIP[n] == CHOSEN).toArray();
        int[] marked = IntStream.concat(
                random.ints(0, chosen.length).map(k -> chosen[k]).distinct().limit(Math.round(sent * MARKS)),
                random.ints(0, LAYER)).distinct().limit(MARKS).toArray();
        return Enrichment.of(MEMBERSHIP, marked, PLACEMENTS, 31 * findings.seed() + draw);
    }
}
