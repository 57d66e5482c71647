package io.plateau.inference.stage;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.NeuronWeightsCaptured;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.engine.NeuronWeights;
import io.plateau.inference.loading.LoadedModels;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.model.family.ModelFamily;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.ExperimentRepository;

/** Publishes the weights of one block of the final MLP's neurons. */
@ApplicationScoped
class WeightsWork implements StageWork<Void> {
    private final ExperimentRepository experiments;
    private final PlannedModels models;
    private final LoadedModels loaded;
    private final EventPublisher publisher;

    WeightsWork(ExperimentRepository experiments, PlannedModels models, LoadedModels loaded, EventPublisher publisher) {
        this.experiments = experiments;
        this.models = models;
        this.loaded = loaded;
        this.publisher = publisher;
    }

    @Override
    public InferenceStage stage() {
        return InferenceStage.CAPTURE_WEIGHTS;
    }

    /** Asked of the model, not of the plan: weights depend on nothing that is sampled. */
    @Override
    public int blocks(String experimentId) {
        ModelShape shape = shape(experimentId);
        return -Math.floorDiv(-shape.neurons(), rows(shape));
    }

    @Override
    public Void compute(String experimentId, int block, int blocks) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        ModelShape shape = shape(experimentId);
        int first = block * rows(shape);
        int count = Math.min(rows(shape), shape.neurons() - first);
        NeuronWeights weights = loaded.use(models.of(experimentId, specification),
                engine -> engine.at(specification.mlp().layers()).weights(first, first + count));
        Finite.require("input weights", specification.model(), weights.input());
        Finite.require("output weights", specification.model(), weights.output());
        publisher.publish(Topic.NEURON_WEIGHTS,
                new NeuronWeightsCaptured(experimentId, specification.toJson(), block, blocks, first,
                        Tensors.encode(weights.input(), count, shape.width()),
                        Tensors.encode(weights.output(), count, shape.width()), experiments.layer(experimentId)),
                experimentId, Integer.toString(block));
        return null;
    }

    @Override
    public void store(String experimentId, int block, Void nothing) {
        // The model has them: the ledger row says that they were published.
    }

    /** Neurons per block, so that both sides together aim at the size of a block. */
    private static int rows(ModelShape shape) {
        return Math.max(1, Topic.BLOCK_BYTES / (2 * shape.width() * Float.BYTES));
    }

    private ModelShape shape(String experimentId) {
        return ModelFamily.shapeOfAny(
                Checkpoint.open(models.of(experimentId, experiments.specification(experimentId)).files()));
    }
}
