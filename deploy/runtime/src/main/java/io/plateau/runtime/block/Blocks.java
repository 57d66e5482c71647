package io.plateau.runtime.block;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The ledger of this service's blocks, counted under the lock of their experiment; each method is a transaction. */
@ApplicationScoped
class Blocks {
    /** In place of a count: the block is not done. */
    static final int NOT_YET = -1;
    /** In place of a count: nothing follows from the block here, since its experiment has ended or another process does it. */
    static final int ENDED = -2;

    private final ExperimentRepository experiments;
    private final LedgerRepository ledger;

    Blocks(ExperimentRepository experiments, LedgerRepository ledger) {
        this.experiments = experiments;
        this.ledger = ledger;
    }

    /** How many blocks of the stage are done where this one is; else {@link #NOT_YET} or {@link #ENDED}. */
    int known(BlockKey key) {
        return QuarkusTransaction.requiringNew().call(() -> {
            if (experiments.isTerminal(key.experimentId())) {
                return ENDED;
            }
            if (!isRecorded(key)) {
                return NOT_YET;
            }
            // Counted under the lock, so that no block that commits at the same moment is missed by both.
            return lock(key) ? ledger.done(key.experimentId(), key.stage()) : ENDED;
        });
    }

    /**
     * Stores a block's result with its ledger row; another replica may have done the same block meanwhile, and then its result
     * stands.
     *
     * @return how many blocks of the stage are done, this one among them; {@link #ENDED} when the experiment has
     */
    int commit(BlockKey key, double seconds, Runnable store) {
        return QuarkusTransaction.requiringNew().call(() -> {
            if (!lock(key)) {
                return ENDED;
            }
            if (!isRecorded(key)) {
                store.run();
            }
            return ledger.record(key, seconds);
        });
    }

    boolean isDone(BlockKey key) {
        return QuarkusTransaction.requiringNew().call(() -> ledger.contains(key));
    }

    boolean stageComplete(String experimentId, Stage stage) {
        // Under the lock: of two replicas that commit the last two blocks at once, the later one finds both.
        return QuarkusTransaction.requiringNew().call(
                () -> experiments.lockUnlessTerminal(experimentId) && ledger.complete(experimentId, stage));
    }

    /** Whether the block need not be done any more. */
    private boolean isRecorded(BlockKey key) {
        return ledger.contains(key);
    }

    /** Locks the block's experiment, at whose barriers its blocks are counted; false when it has ended. */
    private boolean lock(BlockKey key) {
        return experiments.lockUnlessTerminal(key.experimentId());
    }
}
