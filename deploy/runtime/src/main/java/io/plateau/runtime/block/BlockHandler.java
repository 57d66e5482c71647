package io.plateau.runtime.block;

import org.apache.avro.specific.SpecificRecordBase;

/**
 * How one kind of event becomes one block of a stage.
 *
 * @param <E> the event
 * @param <R> what computing it yields
 */
public interface BlockHandler<E extends SpecificRecordBase, R> {
    Class<E> eventType();

    /** @throws io.plateau.contracts.UnprocessableException when the event names a block that cannot be */
    BlockKey key(E event);

    /** The specification after defaults, JSON, when the event carries it; else null. */
    default String specification(E event) {
        return null;
    }

    /** Layer of the MLP whose neurons the event is about; −1 where it does not tell. */
    default int layer(E event) {
        return -1;
    }

    /**
     * Works outside any transaction and changes nothing in the database.
     *
     * @throws io.plateau.contracts.UnprocessableException when it can never succeed
     * @throws ReturnedBlockException when it has been published again, for another process
     * @throws java.util.concurrent.CancellationException when it noticed that its experiment has ended
     */
    R compute(E event);

    /** Writes the partial result, inside the one transaction that also writes the ledger row. */
    void store(E event, R result);

    /**
     * What the block's completion sets off; called after the commit on every delivery, also on a redelivery
     * whose ledger row was found, and so idempotent.
     *
     * @param stageComplete whether all blocks of the stage are in the ledger, counted under a row lock
     */
    default void afterCommit(E event, boolean stageComplete) {
    }
}
