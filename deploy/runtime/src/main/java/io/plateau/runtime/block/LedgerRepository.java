package io.plateau.runtime.block;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Which blocks are done; every method runs inside the caller's transaction. */
@ApplicationScoped
public class LedgerRepository implements PanacheRepositoryBase<LedgerEntity, LedgerEntity.Key> {

    boolean contains(BlockKey key) {
        return findByIdOptional(new LedgerEntity.Key(key.experimentId(), key.stage().label(), key.block())).isPresent();
    }

    /**
     * Enters a block, unless it is there already.
     *
     * @return how many blocks of its stage are in
     */
    int record(BlockKey key, double seconds) {
        if (!contains(key)) {
            LedgerEntity entry = new LedgerEntity();
            entry.experimentId = key.experimentId();
            entry.stage = key.stage().label();
            entry.block = key.block();
            entry.blocks = key.blocks();
            entry.seconds = seconds;
            entry.completedAt = Instant.now();
            persistAndFlush(entry);
        }
        return done(key.experimentId(), key.stage());
    }

    /** Blocks of a stage that are done, and how many it has; 0 of 0 before the first is done. */
    public record Count(int done, int blocks) {
        public boolean isComplete() {
            return blocks > 0 && done == blocks;
        }
    }

    public Count progress(String experimentId, Stage stage) {
        LedgerEntity any = find("experimentId = ?1 and stage = ?2", experimentId, stage.label()).firstResult();
        return any == null ? new Count(0, 0) : new Count(done(experimentId, stage), any.blocks);
    }

    int done(String experimentId, Stage stage) {
        return (int) count("experimentId = ?1 and stage = ?2", experimentId, stage.label());
    }

    /** All blocks of the stage are in: as many rows as any of them says the stage has. */
    boolean complete(String experimentId, Stage stage) {
        return progress(experimentId, stage).isComplete();
    }
}
