package io.plateau.inference.stage;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Stages;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.inference.experiment.StatusAnnouncer;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.PlanMatchingRepository;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.work.WorkItems;
import io.plateau.runtime.experiment.ExperimentRepository;

/** Plans an experiment: contexts, targets, groups, observations, blocks, and what all of it came from. */
@ApplicationScoped
class PlanWork implements StageWork<Planning.Planned> {
    private final ExperimentRepository experiments;
    private final Planning planning;
    private final PlanRepository plans;
    private final PlanMatchingRepository matchings;
    private final ExperimentRunRepository runs;
    private final WorkItems work;
    private final StatusAnnouncer announcer;
    private final WeightsWork weights;

    PlanWork(ExperimentRepository experiments, Planning planning, PlanRepository plans,
            PlanMatchingRepository matchings, ExperimentRunRepository runs,
            WorkItems work, StatusAnnouncer announcer, WeightsWork weights) {
        this.experiments = experiments;
        this.planning = planning;
        this.plans = plans;
        this.matchings = matchings;
        this.runs = runs;
        this.work = work;
        this.announcer = announcer;
        this.weights = weights;
    }

    @Override
    public InferenceStage stage() {
        return InferenceStage.PLAN;
    }

    @Override
    public int blocks(String experimentId) {
        return 1;
    }

    @Override
    public Planning.Planned compute(String experimentId, int block, int blocks) {
        return planning.plan(experimentId, experiments.specification(experimentId));
    }

    @Override
    public void store(String experimentId, int block, Planning.Planned planned) {
        plans.store(experimentId, planned.plan(), planned.shape(), planned.layers(),
                Stages.of(experiments.specification(experimentId)));
        if (planned.plan().matching() != null) {
            matchings.store(experimentId, planned.plan().matching());
        }
        runs.run(experimentId, planned.provenance());
    }

    @Override
    public void afterCommit(String experimentId, boolean stageComplete) {
        announcer.announceRunning(experimentId);
        work.capture(experimentId);
        if (plans.get(experimentId).stageList().contains(Stage.CAPTURE_WEIGHTS)) {
            work.captureWeights(experimentId, weights.blocks(experimentId));
        }
    }
}
