package io.plateau.graph.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

import org.hipparchus.distribution.continuous.UniformRealDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.GraphSpecification.Objective;
import io.plateau.contracts.specification.GraphSpecification.Population;
import io.plateau.graph.SyntheticActivations;
import io.plateau.graph.community.SignedLouvain;
import io.plateau.graph.control.ControlSets;
import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.control.Plateau;
import io.plateau.graph.correlation.CorrelationGraph;
import io.plateau.graph.correlation.Observations;
import io.plateau.graph.correlation.PearsonCorrelation;
import io.plateau.statistics.random.SplitMix64;
import io.plateau.statistics.significance.PermutationTest;
import io.plateau.statistics.trajectory.ContextValues;

class SetAnalyserTest {

    @Test
    void plantedCommunitiesAreRecoveredAndSignificant() {
        // Given 100 neurons of noise but for three communities of four in the group
        int[] community = IntStream.range(0, 100).map(n -> n < 12 ? n % 3 : -1).toArray();
        float[][] activations = SyntheticActivations.of(community, 0.8, SyntheticActivations.ones(100), 400, 1);
        SetAnalyser analyser = new SetAnalyser(specification(100, 20),
                SyntheticActivations.observations(activations, 20));
        int[] group = IntStream.range(0, 12).toArray();

        SetAnalysis found = analyser.analyse(NeuronGroup.EXCITATORY, 0, group);

        // Then they are found exactly, by Louvain in every run and by the spectral method at k = 3
        assertArrayEquals(IntStream.range(0, 12).map(n -> n % 3).toArray(), found.partition().membership());
        assertEquals(1, found.shareBest());
        assertEquals(3, found.spectralBest());
        assertEquals(found.signedModularity(), found.spectral()[1], 1e-12);
        // and no control comes near
        double[] controls = controls(analyser, group, 100, 40, 1);
        assertEquals(1.0 / 41, PermutationTest.of(found.signedModularity(), controls).oneSided(), 1e-15);
    }

    @Test
    void aNeuronOfOppositeSignStandsApart() {
        // Given one factor that six neurons follow and six oppose
        int[] sign = IntStream.range(0, 12).map(n -> n < 6 ? 1 : -1).toArray();
        float[][] activations = SyntheticActivations.of(new int[12], 0.8, sign, 400, 2);

        SetAnalysis found = new SetAnalyser(specification(20, 20), SyntheticActivations.observations(activations, 20))
                .analyse(NeuronGroup.EXCITATORY, 0, IntStream.range(0, 12).toArray());

        assertEquals(2, found.partition().communities());
        assertEquals(36, found.negativeEdges());
        assertEquals(66, found.edges());
        // Two equal blocks: positive part 1 − 1/2, negative part 0 − 1/2, up to noise in the weights.
        assertEquals(1, found.signedModularity(), 0.01);
    }

    @Test
    void withoutStructurePValuesAreUniform() {
        // Given noise, and "groups" drawn as the controls are. The threshold is low: graphs of a few edges often have a
        // modularity of exactly 1/2, and ties, which count against the group, make p larger than uniform.
        double threshold = 0.03;
        int controls = 39;
        double[] values = new double[500];
        for (int draw = 0; draw < values.length; draw++) {
            int[] none = IntStream.range(0, 60).map(n -> -1).toArray();
            Observations observations = SyntheticActivations
                    .observations(SyntheticActivations.of(none, 0, none, 200, 100 + draw), 20);
            ControlSets sets = new ControlSets(plateau(IntStream.range(0, 10).toArray()), 60, Population.ALL, draw);
            double[] modularities = IntStream.rangeClosed(1, controls + 1).mapToDouble(set -> {
                var graph = CorrelationGraph.of(
                        PearsonCorrelation.of(observations.of(sets.set(NeuronGroup.EXCITATORY, set))),
                        threshold);
                return new SignedLouvain(graph, Objective.SIGNED, 3, set).best().objective();
            }).toArray();
            double p = PermutationTest
                    .of(modularities[0], Arrays.copyOfRange(modularities, 1, modularities.length)).oneSided();
            // p is a multiple of 1/40, uniform over them; spread over its step it is uniform over 0 … 1.
            values[draw] = p - new SplitMix64(draw).nextDouble() / (1 + controls);
        }
        assertTrue(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new UniformRealDistribution(0, 1),
                values) > 0.01);
    }

    @Test
    void dimensionalityCountsTheFactors() {
        // Given twelve neurons that are copies of three factors
        int[] community = IntStream.range(0, 12).map(n -> n % 3).toArray();
        float[][] copies = SyntheticActivations.of(community, 1, SyntheticActivations.ones(12), 400, 4);
        assertEquals(3, Dimensionality.of(copies, 0.95).components());
        assertEquals(0.25, Dimensionality.of(copies, 0.95).ratio());
        // of which one explains a third, give or take how the factors correlate by chance
        assertEquals(1, Dimensionality.of(copies, 0.3).components());
        // and among ten independent neurons no component can be spared
        int[] none = IntStream.range(0, 10).map(n -> -1).toArray();
        assertEquals(10, Dimensionality.of(SyntheticActivations.of(none, 0, none, 2_000, 5), 0.95).components());
    }

    @Test
    void whatDoesNotVaryAddsNoComponentAndCountsInTheSize() {
        int[] none = IntStream.range(0, 4).map(n -> -1).toArray();
        float[][] activations = SyntheticActivations.of(none, 0, none, 300, 6);
        Arrays.fill(activations[2], 7);
        Dimensionality found = Dimensionality.of(activations, 1);
        assertEquals(3, found.varying());
        assertEquals(3, found.components());
        // Three components of a group of four.
        assertEquals(0.75, found.ratio());
        assertNull(found.reason());
        assertEquals("none of the 2 neurons' activations vary", Dimensionality.of(new float[2][9], 0.95).reason());
        assertEquals("the set has no neurons", Dimensionality.of(new float[0][], 0.95).reason());
        assertNull(Dimensionality.of(new float[2][9], 0.95).ratio());
    }

    @Test
    void whatMakesAValueTrivialIsSaid() {
        SetAnalyser flat = new SetAnalyser(specification(5, 20),
                SyntheticActivations.observations(new float[6][200], 10));
        assertTrue(flat.analyse(NeuronGroup.INHIBITORY, 0, IntStream.range(0, 6).toArray()).reason()
                .startsWith("no edge exceeds the threshold"));
        float[][] alike = SyntheticActivations.of(new int[5], 0.9, SyntheticActivations.ones(5), 300, 7);
        assertTrue(new SetAnalyser(specification(5, 20), SyntheticActivations.observations(alike, 10))
                .analyse(NeuronGroup.INHIBITORY, 0, IntStream.range(0, 5).toArray()).reason()
                .startsWith("no edge is negative"));
    }

    @Test
    void observationsOfOneContextAreNotResampled() {
        int[] none = IntStream.range(0, 6).map(n -> -1).toArray();
        SetAnalyser analyser = new SetAnalyser(specification(5, 20),
                SyntheticActivations.observations(SyntheticActivations.of(none, 0, none, 200, 8), 1));
        assertEquals(0,
                analyser.bootstrap(NeuronGroup.EXCITATORY, IntStream.range(0, 6).toArray()).signedModularity().length);
    }

    @Test
    void constantActivationsHaveNoEdgesAndNoModularity() {
        SetAnalysis found = new SetAnalyser(specification(5, 20),
                SyntheticActivations.observations(new float[6][200], 10)).analyse(NeuronGroup.INHIBITORY, 0,
                        IntStream.range(0, 6).toArray());
        assertEquals(0, found.edges());
        assertEquals(0, found.signedModularity());
        assertEquals(0, found.modularity());
        assertEquals(6, found.partition().communities());
        assertArrayEquals(new double[5], found.spectral());
    }

    @Test
    void anEmptyGroupIsAnalysedToNothing() {
        SetAnalysis found = new SetAnalyser(specification(5, 20),
                SyntheticActivations.observations(new float[6][200], 10))
                .analyse(NeuronGroup.INHIBITORY, 0, new int[0]);
        assertEquals(0, found.partition().communities());
        assertEquals(0, found.spectralBest());
    }

    @Test
    void bootstrapsVaryWithTheContextsAndRepeatByTheSeed() {
        int[] none = IntStream.range(0, 10).map(n -> -1).toArray();
        Observations observations = SyntheticActivations
                .observations(SyntheticActivations.of(none, 0, none, 400, 3), 20);
        SetAnalyser analyser = new SetAnalyser(specification(10, 30), observations);

        BootstrapValues values = analyser.bootstrap(NeuronGroup.EXCITATORY, IntStream.range(0, 10).toArray());

        assertEquals(30, values.signedModularity().length);
        assertTrue(IntStream.range(0, 30).mapToDouble(i -> values.signedModularity()[i]).distinct().count() > 25);
        assertArrayEquals(values.signedModularity(), new SetAnalyser(specification(10, 30), observations)
                .bootstrap(NeuronGroup.EXCITATORY, IntStream.range(0, 10).toArray()).signedModularity());
    }

    /** Contexts 0 to 19, two to a part: the part's modularity is that of its observations alone. */
    @Test
    void eachPartOfTheContextsIsAnalysedAlone() {
        int[] community = IntStream.range(0, 12).map(n -> n % 3).toArray();
        float[][] activations = SyntheticActivations.of(community, 0.6, SyntheticActivations.ones(12), 400, 9);
        Observations observations = SyntheticActivations.observations(activations, 20);
        int[] group = IntStream.range(0, 12).toArray();

        ContextValues parts = new SetAnalyser(specification(10, 20), observations).byPart(NeuronGroup.EXCITATORY,
                group);

        assertArrayEquals(IntStream.range(0, 10).toArray(), parts.contexts());
        for (int part = 0; part < 10; part++) {
            int of = part;
            int[] kept = IntStream.range(0, 400).filter(p -> observations.contexts()[p] % 10 == of).toArray();
            assertEquals(40, kept.length);
            float[][] alone = new float[12][kept.length];
            for (int n = 0; n < 12; n++) {
                for (int i = 0; i < kept.length; i++) {
                    alone[n][i] = activations[n][kept[i]];
                }
            }
            SetAnalysis found = new SetAnalyser(specification(10, 20), SyntheticActivations.observations(alone, 2))
                    .analyse(NeuronGroup.EXCITATORY, 0, group);
            // Runs of Louvain with other seeds may end in another partition: as good to 0.001.
            assertEquals(found.signedModularity(), parts.values()[part], 1e-3);
        }
    }

    @Test
    void aResampleDrawsWholeContexts() {
        int[] contexts = {4, 4, 9, 9, 9, 2};
        int[] total = new int[3];
        SplitMix64 random = new SplitMix64(1);
        for (int draw = 0; draw < 3_000; draw++) {
            int[] times = new ContextResample(contexts).draw(random);
            assertEquals(times[0], times[1]);
            assertEquals(times[2], times[3]);
            assertEquals(3, times[0] + times[2] + times[5]);
            total[0] += times[0];
            total[1] += times[2];
            total[2] += times[5];
        }
        // 9,000 draws over three contexts: mean 3,000, standard deviation 45; five of them.
        for (int count : total) {
            assertEquals(3_000, count, 225);
        }
    }

    private static double[] controls(SetAnalyser analyser, int[] group, int layer, int controls, long seed) {
        ControlSets sets = new ControlSets(plateau(group), layer, Population.OUTSIDE_PLATEAU, seed);
        return IntStream.rangeClosed(1, controls).mapToDouble(set -> analyser
                .analyse(NeuronGroup.EXCITATORY, set, sets.set(NeuronGroup.EXCITATORY, set)).signedModularity())
                .toArray();
    }

    private static Plateau plateau(int[] group) {
        return new Plateau("flat", Map.of(NeuronGroup.EXCITATORY, new Plateau.Group(group, 0), NeuronGroup.INHIBITORY,
                new Plateau.Group(new int[0], 0)));
    }

    private static ExperimentSpecification specification(int runs, int bootstraps) {
        return ExperimentSpecification.parse("{\"model\":\"synthetic\",\"graph\":{\"louvainRuns\":" + runs
                + ",\"bootstraps\":" + bootstraps + "}}");
    }
}
