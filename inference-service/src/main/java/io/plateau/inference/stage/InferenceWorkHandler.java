package io.plateau.inference.stage;

import java.util.EnumMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.InferenceWork;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.catalog.AbsentInputException;
import io.plateau.inference.store.TurnRepository;
import io.plateau.inference.turn.TurnOrder;
import io.plateau.inference.work.ReturnedWork;
import io.plateau.inference.work.WorkItems;
import io.plateau.runtime.block.BlockHandler;
import io.plateau.runtime.block.BlockKey;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Hands a block of work to its stage. */
@ApplicationScoped
public class InferenceWorkHandler implements BlockHandler<InferenceWork, Object> {
    private final Map<InferenceStage, StageWork<Object>> stages = new EnumMap<>(InferenceStage.class);
    private final WorkItems work;
    private final PlannedModels models;
    private final ExperimentRepository experiments;
    private final Cancellations cancellations;
    private final ReturnedWork returned;
    private final TurnRepository turns;

    InferenceWorkHandler(PlanWork plan, CaptureWork capture, ConstantWork constants,
            ScreeningWork screening, NeuronAblationWork neurons, RefinementWork refinements,
            HeadAblationWork heads,
            WeightsWork weights, PatchWork patches, SetAblationWork sets, WorkItems work, PlannedModels models,
            ExperimentRepository experiments, Cancellations cancellations, ReturnedWork returned,
            TurnRepository turns) {
        this.work = work;
        this.models = models;
        this.experiments = experiments;
        this.cancellations = cancellations;
        this.returned = returned;
        this.turns = turns;
        add(plan);
        add(capture);
        add(constants);
        add(screening);
        add(neurons);
        add(refinements);
        add(heads);
        add(weights);
        add(patches);
        add(sets);
    }

    @SuppressWarnings("unchecked") // a stage is given back only what it computed itself
    private void add(StageWork<?> work) {
        stages.put(work.stage(), (StageWork<Object>) work);
    }

    /** Name of an experiment's model; empty where there is no such experiment. */
    public String model(String experimentId) {
        try {
            return experiments.specification(experimentId).model();
        } catch (RuntimeException e) {
            // Whatever is wrong, handling the block says so.
            return "";
        }
    }

    /** An experiment among those that take turns; behind all others where it has ended. */
    public TurnOrder.Waiting place(String experimentId) {
        return QuarkusTransaction.requiringNew().call(() -> turns.place(experimentId))
                .orElseGet(() -> new TurnOrder.Waiting(experimentId, 1, Long.MAX_VALUE));
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
        try {
            return computeHere(event);
        } catch (AbsentInputException e) {
            // Planning is the front door's, which has looked the inputs up before.
            throw event.getStage() == InferenceStage.PLAN ? e : returned.giveBack(event, e);
        }
    }

    private Object computeHere(InferenceWork event) {
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
            ExperimentSpecification specification = experiments.specification(event.getExperimentId());
            models.of(event.getExperimentId(), specification);
            returned.found("model " + specification.model());
            returned.found("corpus " + specification.corpus());
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
