package io.plateau.validity.study;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

import io.plateau.contracts.specification.GraphSpecification.Comparison;
import io.plateau.contracts.specification.GraphSpecification.Population;
import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.correlation.Observations;
import io.plateau.graph.significance.GroupResult;
import io.plateau.graph.significance.TableOne;
import io.plateau.graph.significance.TableRow;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.validity.Check;
import io.plateau.validity.Findings;
import io.plateau.validity.truth.LatentActivations;
import io.plateau.validity.truth.LatentActivations.Ties;

/**
 * Table 1's tests where the plateau is as any other neurons of the layer, which itself has communities or has none; and
 * their power where the plateau alone has them.
 */
public final class ClusteringStudy {
    private static final String SECTION = "graph";
    private static final int LAYER = 768;
    private static final int POWER_LAYER = 100;
    private static final int COMMUNITIES = 10;
    private static final int OBSERVATIONS = 200;
    private static final int CONTEXTS = 50;
    private static final double LEVEL = 0.05;

    private ClusteringStudy() {
    }

    /** @param excitatory its row, as of a plateau of that group alone: no correction over groups */
    private record Table(TableRow excitatory, String verdict) {
    }

    public static void run(Findings findings) {
        List<Table> alike = without(findings, "clustering",
                new LatentActivations(CONTEXTS, OBSERVATIONS, 0.3, Ties.PAIRED), ClusteringStudy::clustered);
        findings.calibrated(SECTION, "clustering, permutation p", values(alike, TableRow::pValue),
                PlantedPlateau.STEP);
        findings.calibrated(SECTION, "clustering, two-sided permutation p", values(alike, TableRow::pTwoSided),
                2 * PlantedPlateau.STEP);
        findings.calibrated(SECTION, "clustering, spectral permutation p", values(alike, TableRow::pSpectral),
                PlantedPlateau.STEP);
        findings.shown(SECTION, "clustering, Mann-Whitney on bootstrapped values (the paper's test)",
                values(alike, TableRow::pMannWhitney));
        verdict(findings, "plateau neurons are in the layer's " + COMMUNITIES + " communities as any others", alike);
        List<Table> none = without(findings, "no communities",
                new LatentActivations(CONTEXTS, OBSERVATIONS, 0, Ties.NONE), PlantedPlateau::clusteredByLouvain);
        findings.calibrated(SECTION, "clustering of independent neurons, permutation p",
                values(none, TableRow::pValue), PlantedPlateau.STEP);
        verdict(findings, "no communities, all neurons independent", none);
        for (int observations : new int[]{200, 1_000}) {
            for (double strength : new double[]{0.15, 0.3, 0.5}) {
                power(findings, strength, observations);
            }
        }
    }

    /** A group and its controls. */
    private interface Analysis {
        GroupResult of(PlantedPlateau plateau, Observations observations, NeuronGroup group);
    }

    private static List<Table> without(Findings findings, String purpose, LatentActivations data, Analysis analysis) {
        return Draws.of(findings.size().graphDraws(), i -> {
            SplittableRandom random = SeedDerivation.FNV_1A.stream(findings.seed(), "validity/" + purpose, i);
            Observations observations = data.draw(random.ints(LAYER, 0, COMMUNITIES).toArray(), random);
            PlantedPlateau plateau = new PlantedPlateau(LAYER, Population.OUTSIDE_PLATEAU, findings.seed(), i);
            List<GroupResult> groups = Arrays.stream(NeuronGroup.values())
                    .map(group -> analysis.of(plateau, observations, group)).toList();
            return new Table(TableOne.of(groups.subList(0, 1), Comparison.PERMUTATION).rows().get(0),
                    TableOne.of(groups, Comparison.PERMUTATION).verdict().outcome());
        });
    }

    /** The spectral method is looked at in one of the groups alone. */
    private static GroupResult clustered(PlantedPlateau plateau, Observations observations, NeuronGroup group) {
        return group == NeuronGroup.EXCITATORY
                ? plateau.clustered(observations, group)
                : plateau.clusteredByLouvain(observations, group);
    }

    private static void verdict(Findings findings, String what, List<Table> tables) {
        findings.add(Check.errorRate(SECTION, what + ": the verdict on clustering is \"supported\"", LEVEL,
                tables.stream().filter(t -> t.verdict().equals("supported")).count(), tables.size()));
    }

    private static double[] values(List<Table> tables, ToDoubleFunction<TableRow> p) {
        return Draws.values(tables, table -> p.applyAsDouble(table.excitatory()));
    }

    /**
     * Two communities of opposite sign in the plateau, none elsewhere. With few observations the controls' chance
     * edges make sparse graphs, and those have a larger modularity than a dense one with two communities.
     */
    private static void power(Findings findings, double strength, int observations) {
        LatentActivations data = new LatentActivations(CONTEXTS, observations, strength, Ties.PAIRED);
        List<TableRow> rows = Draws.of(findings.size().effectDraws(), i -> {
            SplittableRandom random = SeedDerivation.FNV_1A.stream(findings.seed(),
                    "validity/clustering power " + strength + observations, i);
            int[] community = new int[POWER_LAYER];
            // A factor of one's own is no community; even ones, so that none is another's negative
            Arrays.setAll(community, n -> n < PlantedPlateau.GROUP ? n % 2 : 2 * n);
            PlantedPlateau plateau = new PlantedPlateau(POWER_LAYER, Population.OUTSIDE_PLATEAU, findings.seed(), i);
            return TableOne.of(List.of(plateau.clusteredByLouvain(data.draw(community, random),
                    NeuronGroup.EXCITATORY)), Comparison.PERMUTATION).rows().get(0);
        });
        findings.add(Check.finding(SECTION, "power: two opposed communities in a plateau of " + PlantedPlateau.GROUP
                + " neurons correlated by " + strength + ", none elsewhere, " + observations
                + " observations: permutation p <= 0.05",
                Findings.below(Draws.values(rows, TableRow::pValue), LEVEL), rows.size()));
    }
}
