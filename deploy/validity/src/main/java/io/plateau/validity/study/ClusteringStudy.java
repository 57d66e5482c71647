package io.plateau.validity.study;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.graph.analysis.SetAnalyser;
import io.plateau.graph.community.Objective;
import io.plateau.graph.community.SignedLouvain;
import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.correlation.CorrelationGraph;
import io.plateau.graph.correlation.Observations;
import io.plateau.graph.correlation.PearsonCorrelation;
import io.plateau.graph.significance.GroupResult;
import io.plateau.graph.significance.TableOne;
import io.plateau.graph.significance.TableRow;
import io.plateau.influence.uncertainty.Seeds;
import io.plateau.validity.Check;
import io.plateau.validity.Findings;
import io.plateau.validity.truth.LatentActivations;
import io.plateau.validity.truth.LatentActivations.Ties;

/**
 * Table 1's tests where the plateau is as any other neurons of the layer, which itself has communities; and their
 * power where the plateau alone has them.
 */
public final class ClusteringStudy {
    private static final String SECTION = "graph";
    private static final int LAYER = 100;
    private static final int GROUP = 12;
    private static final int CONTROLS = 99;
    private static final int BOOTSTRAPS = 40;
    private static final int RUNS = 5;
    private static final double THRESHOLD = 0.1;
    private static final double LEVEL = 0.05;
    private static final ExperimentSpecification SPECIFICATION = ExperimentSpecification.parse(
            "{\"model\":\"planted\",\"graph\":{\"bootstraps\":" + BOOTSTRAPS + ",\"louvainRuns\":" + RUNS + "}}");

    private ClusteringStudy() {
    }

    public static void run(Findings findings) {
        LatentActivations data = new LatentActivations(50, 200, 0.3, Ties.PAIRED);
        List<TableRow> rows = Draws.of(findings.size().graphDraws(), i -> {
            SplittableRandom random = Seeds.stream(findings.seed(), "validity/clustering", i);
            int[] community = random.ints(LAYER, 0, 10).toArray();
            return row(data.draw(community, random), random);
        });
        findings.calibrated(SECTION, "clustering, permutation p", Draws.values(rows, TableRow::pValue));
        findings.shown(SECTION, "clustering, Mann-Whitney on bootstrapped values (the paper's test)",
                Draws.values(rows, TableRow::pMannWhitney));
        for (int observations : new int[]{200, 1_000}) {
            for (double strength : new double[]{0.15, 0.3, 0.5}) {
                power(findings, strength, observations);
            }
        }
    }

    /**
     * Two communities of opposite sign in the plateau, none elsewhere. With few observations the controls' chance
     * edges make sparse graphs, and those have a larger modularity than a dense one with two communities.
     */
    private static void power(Findings findings, double strength, int observations) {
        LatentActivations data = new LatentActivations(50, observations, strength, Ties.PAIRED);
        List<TableRow> rows = Draws.of(findings.size().effectDraws(), i -> {
            SplittableRandom random = Seeds.stream(findings.seed(),
                    "validity/clustering power " + strength + observations, i);
            int[] community = new int[LAYER];
            // A factor of one's own is no community; even ones, so that none is another's negative
            Arrays.setAll(community, n -> n < GROUP ? n % 2 : 2 * n);
            return row(data.draw(community, random), random);
        });
        findings.add(Check.finding(SECTION, "power: two opposed communities in a plateau of " + GROUP
                + " neurons correlated by " + strength + ", none elsewhere, " + observations
                + " observations: permutation p <= 0.05",
                Findings.below(Draws.values(rows, TableRow::pValue), LEVEL), rows.size()));
    }

    /** The first neurons of the layer are the plateau. */
    private static TableRow row(Observations observations, SplittableRandom random) {
        int[] plateau = IntStream.range(0, GROUP).toArray();
        double[] controls = new double[CONTROLS];
        Arrays.setAll(controls, c -> modularity(observations, outside(random), random.nextLong()));
        double[] bootstrap = new SetAnalyser(SPECIFICATION, observations).bootstrap(NeuronGroup.EXCITATORY, plateau)
                .signedModularity();
        double[] unused = new double[CONTROLS];
        GroupResult group = new GroupResult(NeuronGroup.EXCITATORY, GROUP, 0,
                modularity(observations, plateau, random.nextLong()), 0, 0, 0.0, bootstrap,
                new double[bootstrap.length], controls, unused, unused, null);
        return TableOne.of(List.of(group)).rows().get(0);
    }

    private static int[] outside(SplittableRandom random) {
        int[] pool = IntStream.range(GROUP, LAYER).toArray();
        for (int i = 0; i < GROUP; i++) {
            int j = i + random.nextInt(pool.length - i);
            int drawn = pool[j];
            pool[j] = pool[i];
            pool[i] = drawn;
        }
        return Arrays.copyOf(pool, GROUP);
    }

    private static double modularity(Observations observations, int[] neurons, long seed) {
        return new SignedLouvain(CorrelationGraph.of(PearsonCorrelation.of(observations.of(neurons)), THRESHOLD),
                Objective.SIGNED, RUNS, seed).best().objective();
    }
}
