package io.plateau.graph.messaging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.Stage;
import io.plateau.contracts.event.GraphWork;
import io.plateau.graph.analysis.BootstrapValues;
import io.plateau.graph.analysis.SetAnalyser;
import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.control.WorkPlan;
import io.plateau.graph.correlation.Observations;
import io.plateau.graph.store.AnalysedSet;
import io.plateau.graph.store.ExperimentInputs;
import io.plateau.graph.store.ExperimentInputsReader;
import io.plateau.graph.store.NeuronSetRepository;
import io.plateau.graph.store.ObservationRepository;
import io.plateau.runtime.block.BlockHandler;
import io.plateau.runtime.block.BlockKey;
import io.plateau.runtime.experiment.Experiments;

/** Analyses the sets of one work item. */
@ApplicationScoped
public class GraphWorkHandler implements BlockHandler<GraphWork, List<AnalysedSet>> {
    private final ExperimentInputsReader inputs;
    private final ObservationRepository observations;
    private final NeuronSetRepository sets;
    private final Experiments experiments;
    private final ClusteringStep clustering;

    GraphWorkHandler(ExperimentInputsReader inputs, ObservationRepository observations, NeuronSetRepository sets,
            Experiments experiments, ClusteringStep clustering) {
        this.inputs = inputs;
        this.observations = observations;
        this.sets = sets;
        this.experiments = experiments;
        this.clustering = clustering;
    }

    @Override
    public Class<GraphWork> eventType() {
        return GraphWork.class;
    }

    @Override
    public BlockKey key(GraphWork event) {
        return new BlockKey(event.getExperimentId(), Stage.COMMUNITIES, event.getBlock(), event.getBlocks());
    }

    @Override
    public List<AnalysedSet> compute(GraphWork event) {
        ExperimentInputs given = inputs.read(event.getExperimentId());
        WorkPlan.Item item = planned(event, given.plan());
        NeuronGroup group = item.group();
        int[][] neurons = IntStream.range(0, item.sets()).mapToObj(i -> given.sets().set(group, item.firstSet() + i))
                .toArray(int[][]::new);
        Observations observed = observations.read(event.getExperimentId(), given.extent(),
                Arrays.stream(neurons).flatMapToInt(Arrays::stream).distinct().sorted().toArray());
        SetAnalyser analyser = new SetAnalyser(given.specification(), observed);
        List<AnalysedSet> analysed = new ArrayList<>();
        for (int i = 0; i < neurons.length; i++) {
            int set = item.firstSet() + i;
            analysed.add(new AnalysedSet(group, set, observed.count(), analyser.analyse(group, set, neurons[i]),
                    set == 0 ? analyser.bootstrap(group, neurons[i]) : BootstrapValues.none()));
        }
        return analysed;
    }

    /** The plan is made anew: an item that is not of it would leave sets out or count them twice. */
    private static WorkPlan.Item planned(GraphWork event, List<WorkPlan.Item> plan) {
        WorkPlan.Item item = event.getBlock() < plan.size() ? plan.get(event.getBlock()) : null;
        if (item == null || !event.equals(WorkPublisher.toEvent(event.getExperimentId(), plan.size(), item))) {
            throw new MalformedEventException("work item " + event.getBlock() + " of " + event.getBlocks()
                    + " asks for "
                    + event.getCount() + " sets of the " + event.getSign() + " group from set " + event.getFirst()
                    + "; the experiment's plan of " + plan.size() + " items has "
                    + (item == null ? "no such item" : item));
        }
        return item;
    }

    @Override
    public void store(GraphWork event, List<AnalysedSet> result) {
        String model = experiments.specification(event.getExperimentId()).model();
        result.forEach(set -> sets.write(event.getExperimentId(), model, set));
    }

    @Override
    public void afterCommit(GraphWork event, boolean stageComplete) {
        if (stageComplete) {
            clustering.finish(event.getExperimentId());
        }
    }
}
