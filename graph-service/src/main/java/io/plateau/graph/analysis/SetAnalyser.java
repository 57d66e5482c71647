package io.plateau.graph.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.jgrapht.Graph;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.GraphSpecification;
import io.plateau.contracts.specification.GraphSpecification.Objective;
import io.plateau.graph.community.Partition;
import io.plateau.graph.community.SignedLouvain;
import io.plateau.graph.community.SignedModularity;
import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.correlation.CorrelationGraph;
import io.plateau.graph.correlation.Observations;
import io.plateau.graph.correlation.PearsonCorrelation;
import io.plateau.statistics.random.SplitMix64;
import io.plateau.statistics.trajectory.ContextParts;
import io.plateau.statistics.trajectory.ContextValues;

/** Analyses neuron sets as one specification says; a control goes through exactly what its group goes through. */
public final class SetAnalyser {
    private final long seed;
    private final GraphSpecification graph;
    private final Objective objective;
    private final Observations observations;

    public SetAnalyser(ExperimentSpecification specification, Observations observations) {
        this.seed = specification.seed();
        this.graph = specification.graph();
        this.objective = graph.objective();
        this.observations = observations;
    }

    /**
     * @param set 0 for the group itself, 1 … for its controls
     * @param neurons of that set
     */
    public SetAnalysis analyse(NeuronGroup group, int set, int[] neurons) {
        double[][] correlation = PearsonCorrelation.of(observations.of(neurons));
        return SetAnalysis.of(neurons, CorrelationGraph.of(correlation, graph.threshold()), objective,
                graph.laplacian(), graph.louvainRuns(),
                SplitMix64.of(seed, "communities", group.ordinal(), set).nextLong());
    }

    public Dimensionality dimensionality(int[] neurons) {
        return Dimensionality.of(observations.of(neurons), graph.varianceShare());
    }

    /**
     * The group's own modularity and communities when the contexts are resampled; none where all observations are of
     * one context, as every draw would be the same.
     */
    public BootstrapValues bootstrap(NeuronGroup group, int[] neurons) {
        if (observations.distinctContexts() < 2) {
            return BootstrapValues.none();
        }
        float[][] activations = observations.of(neurons);
        ContextResample resample = new ContextResample(observations.contexts());
        double[] signedModularity = new double[graph.bootstraps()];
        int[] communities = new int[graph.bootstraps()];
        for (int b = 0; b < signedModularity.length; b++) {
            SplitMix64 random = SplitMix64.of(seed, "bootstrap of contexts", group.ordinal(), b);
            Communities drawn = communities(activations, resample.draw(random), random.nextLong());
            signedModularity[b] = drawn.signedModularity();
            communities[b] = drawn.partition().communities();
        }
        return new BootstrapValues(signedModularity, communities);
    }

    /** The group's own signed modularity in each part of the contexts, for the comparison of checkpoints. */
    public ContextValues byPart(NeuronGroup group, int[] neurons) {
        float[][] activations = observations.of(neurons);
        return ContextParts.values(IntStream.range(0, ContextParts.COUNT).mapToDouble(part -> {
            int[] times = Arrays.stream(observations.contexts()).map(c -> ContextParts.of(c) == part ? 1 : 0).toArray();
            return Arrays.stream(times).sum() < 2
                    ? Double.NaN
                    : communities(activations, times,
                            SplitMix64.of(seed, "part of contexts", group.ordinal(), part).nextLong())
                            .signedModularity();
        }).toArray());
    }

    private record Communities(Partition partition, double signedModularity) {
    }

    private Communities communities(float[][] activations, int[] times, long louvainSeed) {
        Graph<Integer, Integer> drawn = CorrelationGraph.of(PearsonCorrelation.of(activations, times),
                graph.threshold());
        Partition best = new SignedLouvain(drawn, objective, graph.louvainRuns(), louvainSeed).best().partition();
        return new Communities(best, new SignedModularity(drawn).modularity(best));
    }
}
