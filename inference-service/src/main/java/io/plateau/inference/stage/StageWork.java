package io.plateau.inference.stage;

import io.plateau.contracts.event.InferenceStage;

/**
 * One stage of the inference service's own work.
 *
 * @param <R> what a block leaves behind
 */
interface StageWork<R> {
    InferenceStage stage();

    /**
     * How many blocks the experiment's plan gives the stage.
     *
     * @throws IllegalStateException when it is not planned yet
     */
    int blocks(String experimentId);

    /**
     * Computes a block and publishes its tensors. They are published here, before the ledger row, because they are too
     * bulky to be kept for a second time: a ledger row thus means "published", and a crash in between costs one more
     * computation, whose events have the same ids and the same bits.
     */
    R compute(String experimentId, int block, int blocks);

    /** Within the transaction that writes the ledger row. */
    void store(String experimentId, int block, R result);

    /** After the commit, on every delivery. */
    default void afterCommit(String experimentId, boolean stageComplete) {
    }
}
