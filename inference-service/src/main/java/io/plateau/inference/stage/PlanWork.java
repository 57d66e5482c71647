package io.plateau.inference.stage;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Stages;
import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.experiment.StatusAnnouncer;
import io.plateau.inference.provenance.Origin;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.PlanMatchingRepository;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.work.WorkItems;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.runtime.experiment.ReusedBlocks;

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
    private final ReusedBlocks reused;

    PlanWork(ExperimentRepository experiments, Planning planning, PlanRepository plans,
            PlanMatchingRepository matchings, ExperimentRunRepository runs,
            WorkItems work, StatusAnnouncer announcer, WeightsWork weights, ReusedBlocks reused) {
        this.experiments = experiments;
        this.planning = planning;
        this.plans = plans;
        this.matchings = matchings;
        this.runs = runs;
        this.work = work;
        this.announcer = announcer;
        this.weights = weights;
        this.reused = reused;
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
        ExperimentSpecification specification = experiments.specification(experimentId);
        Planning.Planned planned = planning.plan(experimentId, specification);
        if (specification.reanalysisOf() != null) {
            requireSameFiles(planned, specification.reanalysisOf());
        }
        return planned;
    }

    private void requireSameFiles(Planning.Planned planned, String source) {
        if (!Origin.of(planned.provenance()).files().equals(Origin.of(runs.provenance(source)).files())) {
            throw new UnprocessableException("the files of the model or of the corpus have changed since experiment "
                    + source + ", which reanalysisOf names, was planned; request the experiment without reanalysisOf");
        }
    }

    @Override
    public void store(String experimentId, int block, Planning.Planned planned) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        plans.store(experimentId, planned.plan(), planned.shape(), planned.layers(), Stages.of(specification));
        experiments.rememberLayer(experimentId, planned.shape().layers() - 1);
        if (planned.plan().matching() != null) {
            matchings.store(experimentId, planned.plan().matching());
        }
        runs.run(experimentId, planned.provenance());
        if (specification.reanalysisOf() != null) {
            plans.requireSame(experimentId, specification.reanalysisOf());
            reused.copy(experimentId, specification);
            runs.computedAs(experimentId, specification.reanalysisOf());
        }
    }

    @Override
    public void afterCommit(String experimentId, boolean stageComplete) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        if (specification.reanalysisOf() != null) {
            // The other services take their blocks over when it is announced; work here begins with the plateau.
            reused.report(experimentId, specification);
            announcer.announceRunning(experimentId, specification);
            return;
        }
        announcer.announceRunning(experimentId, specification);
        work.capture(experimentId);
        if (plans.get(experimentId).stageList().contains(Stage.CAPTURE_WEIGHTS)) {
            work.captureWeights(experimentId, weights.blocks(experimentId));
        }
    }
}
