package io.plateau.influence.messaging;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.RefinementAsked;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.influence.precision.Precision;
import io.plateau.influence.store.LossBlockRepository;
import io.plateau.influence.store.PrecisionRepository;
import io.plateau.runtime.block.BlockKey;
import io.plateau.runtime.block.BlockRunner;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.ExperimentRepository;

/**
 * What follows when all blocks of loss changes are in: each neuron's numerical error is judged, those that miss what is promised are
 * requested again, and the regimes wait for them.
 */
@ApplicationScoped
class PrecisionStage {
    private final BlockRunner runner;
    private final ExperimentRepository experiments;
    private final LossBlockRepository blocks;
    private final PrecisionRepository precisions;
    private final RegimesStage regimes;
    private final EventPublisher publisher;

    PrecisionStage(BlockRunner runner, ExperimentRepository experiments, LossBlockRepository blocks,
            PrecisionRepository precisions, RegimesStage regimes, EventPublisher publisher) {
        this.runner = runner;
        this.experiments = experiments;
        this.blocks = blocks;
        this.precisions = precisions;
        this.regimes = regimes;
        this.publisher = publisher;
    }

    void finish(String experimentId) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        if (!Stage.PRECISION.isOf(specification)) {
            regimes.finish(experimentId);
            return;
        }
        runner.once(BlockKey.single(experimentId, Stage.PRECISION),
                () -> Precision.of(blocks.reduce(experimentId), blocks.errors(experimentId), specification.ablation()),
                precision -> precisions.save(experimentId, precision),
                () -> askFor(experimentId, specification, precisions.refined(experimentId)));
    }

    private void askFor(String experimentId, ExperimentSpecification specification, List<Integer> neurons) {
        publisher.publish(Topic.REFINEMENTS, new RefinementAsked(experimentId, specification.toJson(), neurons),
                experimentId, "refinement");
        if (neurons.isEmpty()) {
            runner.once(BlockKey.single(experimentId, Stage.REFINED_LOSSES), () -> neurons, nothing -> {
            }, () -> regimes.finish(experimentId));
        }
    }
}
