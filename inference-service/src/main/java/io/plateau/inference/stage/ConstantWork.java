package io.plateau.inference.stage;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.ablation.OptimalConstant;
import io.plateau.inference.loading.LoadedModels;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.store.CaptureMeanRepository;
import io.plateau.inference.store.ConstantBlockEntity;
import io.plateau.inference.store.ConstantRepository;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.work.WorkItems;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.statistics.random.SeedDerivation;

/** Loss changes of every neuron with each of several constants in its place, summed over the positions of one block. */
@ApplicationScoped
class ConstantWork implements StageWork<ConstantBlockEntity> {
    private final ExperimentRepository experiments;
    private final PlannedModels models;
    private final LoadedModels loaded;
    private final PlanRepository plans;
    private final CaptureMeanRepository means;
    private final ConstantRepository constants;
    private final WorkItems work;

    ConstantWork(ExperimentRepository experiments, PlannedModels models, LoadedModels loaded, PlanRepository plans,
            CaptureMeanRepository means, ConstantRepository constants, WorkItems work) {
        this.experiments = experiments;
        this.models = models;
        this.loaded = loaded;
        this.plans = plans;
        this.means = means;
        this.constants = constants;
        this.work = work;
    }

    @Override
    public InferenceStage stage() {
        return InferenceStage.FIND_CONSTANTS;
    }

    @Override
    public int blocks(String experimentId) {
        return plans.get(experimentId).blocks;
    }

    @Override
    public ConstantBlockEntity compute(String experimentId, int block, int blocks) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        List<PlannedContext> contexts = plans.whereAblated(experimentId, block);
        byte[] groups = ContextRows.groupOfEach(contexts);
        double[][] nodes = OptimalConstant.nodes(means.activation(experimentId),
                means.activationDeviation(experimentId));
        double[][][] sums = contexts.isEmpty()
                ? new double[2][nodes.length][nodes[0].length]
                : loaded.use(models.of(experimentId, specification),
                        engine -> specification.mlp().studiesFinalMlp()
                                ? engine.neurons().constantLosses(ContextRows.tokens(contexts),
                                        ContextRows.targets(contexts), groups, nodes, specification.ablation(),
                                        SeedDerivation.SHA_256.derive(specification.seed(), "constants", block))
                                : engine.at(specification.mlp().layers()).layer().constantLosses(
                                        ContextRows.tokens(contexts), ContextRows.targets(contexts), groups, nodes));
        for (double[][] ofGroup : sums) {
            for (double[] changes : ofGroup) {
                Finite.require("loss changes", specification.model(), changes);
            }
        }
        return ConstantBlockEntity.of(experimentId, block, groups, sums);
    }

    @Override
    public void store(String experimentId, int block, ConstantBlockEntity sums) {
        constants.persist(sums);
    }

    @Override
    public void afterCommit(String experimentId, boolean stageComplete) {
        if (stageComplete && constants.reduce(experimentId)) {
            work.ablateNeuronsAfter(experimentId, Stage.FIND_CONSTANTS);
        }
    }
}
