package io.plateau.inference.stage;

import java.util.EnumMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.InferenceWork;
import io.plateau.inference.work.WorkItems;
import io.plateau.runtime.block.BlockHandler;
import io.plateau.runtime.block.BlockKey;
import io.plateau.runtime.experiment.ExperimentRepository;

/** Hands a block of work to its stage. */
@ApplicationScoped
public class InferenceWorkHandler implements BlockHandler<InferenceWork, Object> {
    private final Map<InferenceStage, StageWork<Object>> stages = new EnumMap<>(InferenceStage.class);
    private final WorkItems work;
    private final PlannedModels models;
    private final ExperimentRepository experiments;
    private final Cancellations cancellations;

    InferenceWorkHandler(PlanWork plan, CaptureWork capture, NeuronAblationWork neurons, HeadAblationWork heads,
            WeightsWork weights, PatchWork patches, WorkItems work, PlannedModels models,
            ExperimentRepository experiments, Cancellations cancellations) {
        this.work = work;
        this.models = models;
        this.experiments = experiments;
        this.cancellations = cancellations;
        add(plan);
        add(capture);
        add(neurons);
        add(heads);
        add(weights);
        add(patches);
    }

    @SuppressWarnings("unchecked") // a stage is given back only what it computed itself
    private void add(StageWork<?> work) {
        stages.put(work.stage(), (StageWork<Object>) work);
    }

    @Override
    public Class<InferenceWork> eventType() {
        return InferenceWork.class;
    }

    @Override
    public BlockKey key(InferenceWork event) {
        return new BlockKey(event.getExperimentId(), Stage.of(event.getStage()), event.getBlock(),
                event.getBlocks());
    }

    @Override
    public Object compute(InferenceWork event) {
        StageWork<Object> stage = stages.get(event.getStage());
        int planned = stage.blocks(event.getExperimentId());
        if (event.getBlocks() != planned) {
            throw new UnprocessableException("a message asks for block " + event.getBlock() + " of " + event.getBlocks()
                    + " but the plan of the experiment has " + planned + " blocks");
        }
        Object result = cancellations.during(event.getExperimentId(),
                () -> stage.compute(event.getExperimentId(), event.getBlock(), event.getBlocks()));
        if (event.getStage() != InferenceStage.PLAN) {
            // A file that changed while the block was computed must not leave its mark unnoticed, in the last block least of all.
            models.of(event.getExperimentId(), experiments.specification(event.getExperimentId()));
        }
        return result;
    }

    @Override
    public void store(InferenceWork event, Object result) {
        stages.get(event.getStage()).store(event.getExperimentId(), event.getBlock(), result);
    }

    @Override
    public void afterCommit(InferenceWork event, boolean stageComplete) {
        work.following(event);
        stages.get(event.getStage()).afterCommit(event.getExperimentId(), stageComplete);
    }
}
