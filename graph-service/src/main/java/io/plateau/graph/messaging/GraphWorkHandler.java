package io.plateau.graph.messaging;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.Stage;
import io.plateau.contracts.event.GraphWork;
import io.plateau.graph.control.WorkPlan;
import io.plateau.graph.layer.LayerRuns;
import io.plateau.graph.store.AnalysedSet;
import io.plateau.graph.store.ExperimentInputs;
import io.plateau.graph.store.ExperimentInputsReader;
import io.plateau.graph.store.GraphEdgeRepository;
import io.plateau.graph.store.LayerRepository;
import io.plateau.graph.store.NeuronSetRepository;
import io.plateau.graph.store.WeightSpectrumRepository;
import io.plateau.runtime.block.BlockHandler;
import io.plateau.runtime.block.BlockKey;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.runtime.trajectory.ContextValueRepository;
import io.plateau.statistics.trajectory.ContextQuantity;

/** Does one work item: sets of a group, or runs on the layer's graph. */
@ApplicationScoped
public class GraphWorkHandler implements BlockHandler<GraphWork, GraphWorkHandler.Done> {
    private final ExperimentInputsReader inputs;
    private final SetWork setWork;
    private final LayerWork layerWork;
    private final NeuronSetRepository sets;
    private final WeightSpectrumRepository spectra;
    private final LayerRepository layers;
    private final GraphEdgeRepository edges;
    private final ExperimentRepository experiments;
    private final ContextValueRepository contextValues;
    private final ClusteringStage clustering;

    /**
     * What an item came to.
     *
     * @param sets of an item of sets; else empty
     * @param layer of an item on the layer's graph; else null
     */
    public record Done(List<AnalysedSet> sets, LayerRuns layer) {
    }

    GraphWorkHandler(ExperimentInputsReader inputs, SetWork setWork, LayerWork layerWork, NeuronSetRepository sets,
            WeightSpectrumRepository spectra, LayerRepository layers, GraphEdgeRepository edges,
            ExperimentRepository experiments,
            ContextValueRepository contextValues, ClusteringStage clustering) {
        this.inputs = inputs;
        this.setWork = setWork;
        this.layerWork = layerWork;
        this.sets = sets;
        this.spectra = spectra;
        this.layers = layers;
        this.edges = edges;
        this.experiments = experiments;
        this.contextValues = contextValues;
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
    public Done compute(GraphWork event) {
        String id = event.getExperimentId();
        ExperimentInputs given = inputs.read(id);
        WorkPlan.Item item = planned(event, given.plan());
        return item.isLayer()
                ? new Done(List.of(), layerWork.compute(id, given, item))
                : new Done(setWork.compute(id, given, item), null);
    }

    /** The plan is made anew: an item that is not of it would leave sets out or count them twice. */
    private static WorkPlan.Item planned(GraphWork event, List<WorkPlan.Item> plan) {
        WorkPlan.Item item = event.getBlock() < plan.size() ? plan.get(event.getBlock()) : null;
        if (item == null || !event.equals(WorkPublisher.toEvent(event.getExperimentId(), plan.size(), item))) {
            throw new MalformedEventException("work item " + event.getBlock() + " of " + event.getBlocks()
                    + " asks for " + event.getCount()
                    + (event.getSign() == null
                            ? " runs on the layer from run "
                            : " sets of the " + event.getSign() + " group from set ")
                    + event.getFirst() + "; the experiment's plan of " + plan.size() + " items has "
                    + (item == null ? "no such item" : item));
        }
        return item;
    }

    @Override
    public void store(GraphWork event, Done result) {
        String id = event.getExperimentId();
        if (result.layer() != null) {
            layers.write(id, result.layer());
            edges.writeLayer(id, result.layer().strongest());
        }
        String model = experiments.specification(id).model();
        for (AnalysedSet set : result.sets()) {
            sets.write(id, model, set);
            spectra.write(id, set);
            if (set.set() == 0) {
                edges.write(id, set);
            }
            if (set.byPart() != null) {
                contextValues.write(id, Map.of(new ContextQuantity("signed modularity, " + set.group().label(), "rare"),
                        set.byPart()));
            }
        }
    }

    @Override
    public void afterCommit(GraphWork event, boolean stageComplete) {
        if (stageComplete) {
            clustering.finish(event.getExperimentId());
        }
    }
}
