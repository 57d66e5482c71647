package io.plateau.runtime.block;

import io.plateau.contracts.Stage;
import io.plateau.contracts.UnprocessableException;

/**
 * One block of a stage of an experiment: the unit of scheduling, retry, progress and resume.
 *
 * @param block which, 0 … blocks − 1
 * @param blocks how many the stage has
 */
public record BlockKey(String experimentId, Stage stage, int block, int blocks) {
    public BlockKey {
        if (blocks < 1 || block < 0 || block >= blocks) {
            throw new UnprocessableException(
                    "block " + block + " of " + blocks + " of stage " + stage.label() + " does not exist");
        }
    }

    /** The key of a step that is done once per experiment. */
    public static BlockKey single(String experimentId, Stage stage) {
        return new BlockKey(experimentId, stage, 0, 1);
    }
}
