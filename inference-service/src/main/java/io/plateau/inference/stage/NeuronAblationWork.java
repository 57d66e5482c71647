package io.plateau.inference.stage;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.engine.NeuronAblation;
import io.plateau.inference.loading.LoadedModels;
import io.plateau.inference.planning.BlockMeans;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.store.AblationBlockEntity;
import io.plateau.inference.store.AblationBlockRepository;
import io.plateau.inference.store.CaptureMeanRepository;
import io.plateau.inference.store.PlanEntity;
import io.plateau.inference.store.PlanRepository;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.statistics.random.SeedDerivation;

/** Mean ablation of every neuron of the final MLP at the positions of one block. */
@ApplicationScoped
class NeuronAblationWork implements StageWork<AblationBlockEntity> {
    private final ExperimentRepository experiments;
    private final PlannedModels models;
    private final LoadedModels loaded;
    private final PlanRepository plans;
    private final CaptureMeanRepository means;
    private final AblationBlockRepository ablations;
    private final EventPublisher publisher;

    NeuronAblationWork(ExperimentRepository experiments, PlannedModels models, LoadedModels loaded,
            PlanRepository plans,
            CaptureMeanRepository means,
            AblationBlockRepository ablations, EventPublisher publisher) {
        this.experiments = experiments;
        this.models = models;
        this.loaded = loaded;
        this.plans = plans;
        this.means = means;
        this.ablations = ablations;
        this.publisher = publisher;
    }

    @Override
    public InferenceStage stage() {
        return InferenceStage.ABLATE_NEURONS;
    }

    @Override
    public int blocks(String experimentId) {
        return plans.get(experimentId).blocks;
    }

    @Override
    public AblationBlockEntity compute(String experimentId, int block, int blocks) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        PlanEntity plan = plans.get(experimentId);
        List<PlannedContext> contexts = plans.ofBlock(experimentId, block);
        double[] mean = means.activation(experimentId);
        long seed = SeedDerivation.SHA_256.derive(specification.seed(), "ablation-samples", block);
        NeuronAblation ablation = loaded.use(models.of(experimentId, specification),
                engine -> engine.ablateNeurons(ContextRows.tokens(contexts), ContextRows.targets(contexts), mean,
                        specification.ablation(), seed));

        int positions = ContextRows.count(contexts);
        float[] losses = Finite.require("losses", specification.model(), ablation.baselineLoss());
        float[] changes = Finite.require("loss changes", specification.model(), ablation.changes().delta());
        publisher.publish(Topic.ABLATION_LOSSES,
                new NeuronLossesMeasured(experimentId, specification.toJson(), block, blocks,
                        ContextRows.positions(contexts),
                        Tensors.encode(losses, positions), Tensors.encode(changes, positions, plan.neurons)),
                experimentId, Integer.toString(block));

        AblationBlockEntity row = new AblationBlockEntity();
        row.experimentId = experimentId;
        row.block = block;
        row.positions = positions;
        row.tier = specification.ablation().tier().label();
        row.seriesOrder = ablation.changes().order();
        row.guard = ablation.changes().guard();
        row.shareClosedForm = ablation.changes().shareClosedForm();
        row.sampledError = ablation.changes().sampledError();
        row.baselineLossSum = BlockMeans.sum(losses);
        return row;
    }

    @Override
    public void store(String experimentId, int block, AblationBlockEntity row) {
        ablations.persist(row);
    }
}
