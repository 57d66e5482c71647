package io.plateau.inference.stage;

import java.util.Arrays;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.engine.NeuronAblation;
import io.plateau.inference.engine.Replacement;
import io.plateau.inference.loading.LoadedModels;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.RefinementRepository;
import io.plateau.inference.work.WorkItems;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.ExperimentRepository;

/** Mean ablation in closed form, at the positions of one block, of the neurons whose loss changes were not precise enough. */
@ApplicationScoped
class RefinementWork implements StageWork<Integer> {
    private final ExperimentRepository experiments;
    private final PlannedModels models;
    private final LoadedModels loaded;
    private final PlanRepository plans;
    private final Replacements replacements;
    private final RefinementRepository refinements;
    private final WorkItems work;
    private final EventPublisher publisher;

    RefinementWork(ExperimentRepository experiments, PlannedModels models, LoadedModels loaded, PlanRepository plans,
            Replacements replacements, RefinementRepository refinements, WorkItems work, EventPublisher publisher) {
        this.experiments = experiments;
        this.models = models;
        this.loaded = loaded;
        this.plans = plans;
        this.replacements = replacements;
        this.refinements = refinements;
        this.work = work;
        this.publisher = publisher;
    }

    @Override
    public InferenceStage stage() {
        return InferenceStage.REFINE_NEURONS;
    }

    @Override
    public int blocks(String experimentId) {
        return work.refinementBlocks(experimentId);
    }

    /** @return how many neurons were computed again */
    @Override
    public Integer compute(String experimentId, int block, int blocks) {
        int[] neurons = refinements.neurons(experimentId);
        if (neurons.length > 0) {
            publish(experimentId, neurons, block, blocks);
        }
        return neurons.length;
    }

    private void publish(String experimentId, int[] neurons, int block, int blocks) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        List<PlannedContext> contexts = plans.ofBlock(experimentId, block);
        Replacement replacement = replacements.of(experimentId, specification, contexts);
        NeuronAblation ablation = loaded.use(models.of(experimentId, specification),
                engine -> engine.neurons().ablateExactly(ContextRows.tokens(contexts), ContextRows.targets(contexts),
                        replacement, neurons));
        int positions = ContextRows.count(contexts);
        float[] losses = Finite.require("losses", specification.model(), ablation.baselineLoss());
        float[] changes = Finite.require("loss changes", specification.model(), ablation.changes().delta());
        publisher.publish(Topic.ABLATION_LOSSES,
                new NeuronLossesMeasured(experimentId, specification.toJson(), block, blocks,
                        ContextRows.positions(contexts), Tensors.encode(losses, positions),
                        Tensors.encode(changes, positions, neurons.length),
                        Arrays.stream(neurons).boxed().toList(), null, null, experiments.layer(experimentId), null),
                experimentId, "refined/" + block);
    }

    @Override
    public void store(String experimentId, int block, Integer neurons) {
        // What was computed has been published; the ledger keeps that it was.
    }
}
