package io.plateau.runtime.trajectory;

import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plateau.contracts.specification.CheckpointName;
import io.plateau.contracts.specification.SpecificationVariants;

/**
 * Experiments on the checkpoints of one model whose specifications are the same but for the step: those of a study, or all
 * that were requested one by one.
 *
 * @param model name without the step
 * @param study that the experiments are of; empty without one
 * @param specification without the model
 */
record Trajectory(String model, String study, String specification) {
    /**
     * @param step of the checkpoint
     * @param seed of the specification
     */
    record Place(Trajectory trajectory, long step, long seed) {
    }

    /** Where an experiment stands in its trajectory; empty where its model is no checkpoint. */
    static Optional<Place> placeOf(String experimentId, String specification) {
        ObjectNode fields = fields(specification);
        return CheckpointName.parse(fields.path("model").asText()).map(checkpoint -> {
            long seed = fields.path("seed").asLong();
            fields.remove("model");
            String study = SpecificationVariants.studyOf(experimentId).orElse("");
            return new Place(new Trajectory(checkpoint.model(), study, fields.toString()), checkpoint.step(), seed);
        });
    }

    private static ObjectNode fields(String specification) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(specification);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored specification is no JSON", e);
        }
    }
}
