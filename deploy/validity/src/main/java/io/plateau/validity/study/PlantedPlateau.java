package io.plateau.validity.study;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.GraphSpecification.Objective;
import io.plateau.contracts.specification.GraphSpecification.Population;
import io.plateau.graph.analysis.BootstrapValues;
import io.plateau.graph.analysis.SetAnalyser;
import io.plateau.graph.analysis.SetAnalysis;
import io.plateau.graph.community.SignedLouvain;
import io.plateau.graph.control.ControlSets;
import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.control.Plateau;
import io.plateau.graph.correlation.CorrelationGraph;
import io.plateau.graph.correlation.Observations;
import io.plateau.graph.correlation.PearsonCorrelation;
import io.plateau.graph.significance.GroupResult;
import io.plateau.graph.significance.MeasureRow;
import io.plateau.graph.significance.MeasureRow.Measured;

/**
 * The first neurons of a layer as its plateau, {@value #GROUP} excitatory ones and as many inhibitory, with the control
 * sets that the service would draw for them.
 *
 * <p>
 * Controls from all neurons are exchangeable with a group that was drawn at random, and the permutation p is exact. By
 * default they are from outside the plateau, so that a group and its controls lie further apart than random sets do, and
 * controls closer to each other: a mean over n neurons has, beside the controls of M others, √((1 + n/M) / (1 − n/M)) times
 * the spread that they have, 1.02 in a layer of 768 neurons and 1.36 in one of 64.
 */
final class PlantedPlateau {
    static final int GROUP = 12;
    private static final int CONTROLS = 99;
    /** Of one-sided permutation p-values; of two-sided ones twice that. */
    static final double STEP = 1.0 / (1 + CONTROLS);
    private static final int BOOTSTRAPS = 40;
    private static final int RUNS = 5;

    private final ExperimentSpecification specification;
    private final ControlSets sets;

    /** @param population where controls are drawn */
    PlantedPlateau(int layer, Population population, long seed, int draw) {
        specification = ExperimentSpecification.parse(String.format(Locale.ROOT,
                "{\"model\":\"planted\",\"seed\":%d,\"graph\":{\"bootstraps\":%d,\"louvainRuns\":%d}}",
                31 * seed + draw, BOOTSTRAPS, RUNS));
        Plateau plateau = new Plateau("flat", Map.of(
                NeuronGroup.EXCITATORY, new Plateau.Group(IntStream.range(0, GROUP).toArray(), 0),
                NeuronGroup.INHIBITORY, new Plateau.Group(IntStream.range(GROUP, 2 * GROUP).toArray(), 0)));
        sets = new ControlSets(plateau, layer, population, specification.seed());
    }

    ExperimentSpecification specification() {
        return specification;
    }

    /** Something of the excitatory group, then of each of its controls. */
    <T> List<T> sets(Function<int[], T> of) {
        return IntStream.rangeClosed(0, CONTROLS).mapToObj(set -> of.apply(sets.set(NeuronGroup.EXCITATORY, set)))
                .toList();
    }

    /** Of the first of them against the others. */
    static <T> MeasureRow tested(String measure, List<T> sets, Function<T, Double> value) {
        List<Double> values = sets.stream().map(value).toList();
        return MeasureRow.of(List.of(new Measured(NeuronGroup.EXCITATORY, measure, "planted", values.get(0),
                values.subList(1, values.size()), null))).get(0);
    }

    /** What Table 1 is made of. */
    GroupResult clustered(Observations observations, NeuronGroup group) {
        SetAnalyser analyser = new SetAnalyser(specification, observations);
        return result(analyser, group, set -> {
            SetAnalysis analysis = analyser.analyse(group, set, sets.set(group, set));
            return new Clustered(analysis.signedModularity(), analysis.partition().communities(),
                    analysis.spectral()[analysis.spectralBest() - SetAnalysis.SPECTRAL_FROM]);
        });
    }

    /** The same without the spectral method, which takes most of the time; its modularities are 0. */
    GroupResult clusteredByLouvain(Observations observations, NeuronGroup group) {
        return result(new SetAnalyser(specification, observations), group, set -> {
            double[][] correlation = PearsonCorrelation.of(observations.of(sets.set(group, set)));
            SignedLouvain.Best best = new SignedLouvain(
                    CorrelationGraph.of(correlation, specification.graph().threshold()), Objective.SIGNED, RUNS,
                    31 * specification.seed() + set).best();
            return new Clustered(best.objective(), best.partition().communities(), 0);
        });
    }

    /** A set's communities. */
    private record Clustered(double signedModularity, double communities, double spectral) {
    }

    private GroupResult result(SetAnalyser analyser, NeuronGroup group, IntFunction<Clustered> of) {
        Clustered own = of.apply(0);
        List<Clustered> controls = IntStream.rangeClosed(1, CONTROLS).mapToObj(of).toList();
        BootstrapValues bootstrap = analyser.bootstrap(group, sets.set(group, 0));
        return new GroupResult(group, GROUP, 0, own.signedModularity(), 0, (int) own.communities(), own.spectral(),
                bootstrap.signedModularity(), Arrays.stream(bootstrap.communities()).asDoubleStream().toArray(),
                controls.stream().mapToDouble(Clustered::signedModularity).toArray(),
                controls.stream().mapToDouble(Clustered::communities).toArray(),
                controls.stream().mapToDouble(Clustered::spectral).toArray(), null);
    }
}
