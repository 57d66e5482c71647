package io.plateau.inference.estimate;

import java.util.Map;

import io.plateau.contracts.Stage;

/**
 * How fast this installation does an experiment's stages.
 *
 * @param secondsPerOperation by stage
 * @param planning seconds
 * @param analyses seconds from the last block of this service to the end
 * @param basis where the numbers come from, for people
 */
public record Rates(Map<Stage, Double> secondsPerOperation, double planning, double analyses, String basis) {
    /** Of two cores of 2024 and small models; a large model's products are more efficient. */
    public static final Rates UNKNOWN = new Rates(Map.of(Stage.CAPTURE, 6e-11, Stage.SCREEN_NEURONS, 6e-11,
            Stage.FIND_CONSTANTS, 3e-11, Stage.ABLATE_NEURONS, 3e-11, Stage.ABLATE_HEADS, 9e-12, Stage.PATCH_HEADS,
            6e-12, Stage.ABLATE_SETS, 2.2e-10), 2, 6,
            "no experiment has been completed here: as on a machine with two cores");

    /** Seconds of one worker's time. */
    public double of(Map<Stage, Double> operations) {
        return operations.entrySet().stream()
                .mapToDouble(work -> work.getValue()
                        * secondsPerOperation.getOrDefault(work.getKey(),
                                UNKNOWN.secondsPerOperation.get(work.getKey())))
                .sum();
    }
}
