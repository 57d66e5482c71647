package io.plateau.validity.study;

import java.util.Arrays;
import java.util.List;

import io.plateau.contracts.specification.GraphSpecification.Objective;
import io.plateau.graph.community.SignedLouvain;
import io.plateau.graph.correlation.CorrelationGraph;
import io.plateau.graph.correlation.Observations;
import io.plateau.graph.correlation.PearsonCorrelation;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.validity.Check;
import io.plateau.validity.Findings;
import io.plateau.validity.Findings.Curve;
import io.plateau.validity.Findings.Plot;
import io.plateau.validity.Outcome;
import io.plateau.validity.truth.LatentActivations;
import io.plateau.validity.truth.LatentActivations.Ties;

/** Planted signed communities: from which correlation on are they recovered? */
public final class CommunityStudy {
    private static final String SECTION = "graph";
    private static final int NEURONS = 24;
    private static final int COMMUNITIES = 3;
    private static final int PAIRED = 4;
    private static final int RUNS = 20;
    private static final int OBSERVATIONS = 1_000;
    private static final double THRESHOLD = 0.1;
    /** Correlation within a community; 0.3 and above is thrice the edge threshold. */
    private static final double[] STRENGTHS = {0.05, 0.1, 0.15, 0.2, 0.3, 0.5};
    private static final double STRONG = 0.3;

    private CommunityStudy() {
    }

    public static void run(Findings findings) {
        int[] truth = communities(COMMUNITIES);
        double[] exact = new double[STRENGTHS.length];
        double[] pairs = new double[STRENGTHS.length];
        for (int k = 0; k < STRENGTHS.length; k++) {
            double strength = STRENGTHS[k];
            List<Double> agreements = agreements(findings, truth,
                    new LatentActivations(50, OBSERVATIONS, strength, Ties.OPPOSED));
            long recovered = agreements.stream().filter(a -> a == 1).count();
            exact[k] = (double) recovered / agreements.size();
            pairs[k] = agreements.stream().mapToDouble(a -> a).average().orElseThrow();
            String what = COMMUNITIES + " opposed communities of " + NEURONS / COMMUNITIES
                    + " neurons correlated by " + strength + ", edges above " + THRESHOLD;
            findings.add(strength >= STRONG
                    ? Check.atLeast(SECTION, what + ": recovered exactly", 0.99, recovered, agreements.size())
                    : Check.finding(SECTION, what + ": recovered exactly", recovered, agreements.size()));
            findings.add(Check.value(SECTION, what + ": pairs of neurons rightly told together or apart", "mean share",
                    pairs[k], agreements.size(), "", Outcome.FINDING));
        }
        paired(findings);
        findings.add(new Plot("communities", "Planted signed communities", "correlation within a community", "share",
                List.of(Curve.measured("draws recovered exactly", STRENGTHS, exact),
                        Curve.measured("pairs rightly told together or apart", STRENGTHS, pairs))));
    }

    /** Merging two communities without a tie costs the positive part of Eq. 7 what it gains the negative one. */
    private static void paired(Findings findings) {
        List<Double> agreements = agreements(findings, communities(PAIRED),
                new LatentActivations(50, OBSERVATIONS, 0.5, Ties.PAIRED));
        findings.add(Check.finding(SECTION, PAIRED + " communities of " + NEURONS / PAIRED
                + " neurons correlated by 0.5, opposed in pairs and without a tie between the pairs (signed modularity is"
                + " indifferent to merging across pairs): recovered exactly",
                agreements.stream().filter(a -> a == 1).count(), agreements.size()));
    }

    private static int[] communities(int count) {
        int[] truth = new int[NEURONS];
        Arrays.setAll(truth, n -> n % count);
        return truth;
    }

    private static List<Double> agreements(Findings findings, int[] truth, LatentActivations data) {
        return Draws.of(findings.size().effectDraws(),
                i -> agreement(truth, found(data.draw(truth, SeedDerivation.FNV_1A.stream(findings.seed(),
                        "validity/communities " + data.ties() + data.strength(), i)), findings.seed() + i)));
    }

    private static int[] found(Observations observations, long seed) {
        double[][] correlation = PearsonCorrelation.of(observations.of(observations.neurons()));
        return new SignedLouvain(CorrelationGraph.of(correlation, THRESHOLD), Objective.SIGNED, RUNS, seed).best()
                .partition().membership();
    }

    /** Rand index: 1 exactly when the partitions are the same. */
    static double agreement(int[] one, int[] other) {
        int right = 0;
        int pairs = 0;
        for (int i = 0; i < one.length; i++) {
            for (int j = 0; j < i; j++) {
                pairs++;
                right += (one[i] == one[j]) == (other[i] == other[j]) ? 1 : 0;
            }
        }
        return (double) right / pairs;
    }
}
