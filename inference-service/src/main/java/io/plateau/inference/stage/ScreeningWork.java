package io.plateau.inference.stage;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.engine.Replacement;
import io.plateau.inference.loading.LoadedModels;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.ScreeningRepository;
import io.plateau.inference.work.WorkItems;
import io.plateau.runtime.experiment.ExperimentRepository;

/** First-order estimates of every neuron's loss changes at the positions of one block. */
@ApplicationScoped
class ScreeningWork implements StageWork<ScreeningWork.Estimated> {
    private final ExperimentRepository experiments;
    private final PlannedModels models;
    private final LoadedModels loaded;
    private final PlanRepository plans;
    private final Replacements replacements;
    private final ScreeningRepository screenings;
    private final WorkItems work;

    ScreeningWork(ExperimentRepository experiments, PlannedModels models, LoadedModels loaded, PlanRepository plans,
            Replacements replacements, ScreeningRepository screenings, WorkItems work) {
        this.experiments = experiments;
        this.models = models;
        this.loaded = loaded;
        this.plans = plans;
        this.replacements = replacements;
        this.screenings = screenings;
        this.work = work;
    }

    /**
     * @param values P, N
     * @param groups P
     */
    record Estimated(float[] values, byte[] groups) {
    }

    @Override
    public InferenceStage stage() {
        return InferenceStage.SCREEN_NEURONS;
    }

    @Override
    public int blocks(String experimentId) {
        return plans.get(experimentId).blocks;
    }

    @Override
    public Estimated compute(String experimentId, int block, int blocks) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        List<PlannedContext> contexts = plans.whereAblated(experimentId, block);
        Replacement replacement = replacements.of(experimentId, specification, contexts);
        float[] estimates = contexts.isEmpty()
                ? new float[0]
                : loaded.use(models.of(experimentId, specification),
                        engine -> engine.at(specification.mlp().layers()).layer().estimate(
                                ContextRows.tokens(contexts), ContextRows.targets(contexts), replacement));
        return new Estimated(Finite.require("estimated loss changes", specification.model(), estimates),
                ContextRows.groupOfEach(contexts));
    }

    @Override
    public void store(String experimentId, int block, Estimated estimated) {
        screenings.store(experimentId, block, estimated.values, estimated.groups, plans.get(experimentId).neurons);
    }

    @Override
    public void afterCommit(String experimentId, boolean stageComplete) {
        if (stageComplete && screenings.reduce(experimentId)) {
            work.ablateNeuronsAfter(experimentId, Stage.SCREEN_NEURONS);
        }
    }
}
