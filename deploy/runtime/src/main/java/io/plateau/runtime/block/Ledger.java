package io.plateau.runtime.block;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Which blocks are done; every method runs inside the caller's transaction. */
@ApplicationScoped
public class Ledger implements PanacheRepositoryBase<LedgerEntry, LedgerEntry.Key> {

    boolean contains(BlockKey key) {
        return findByIdOptional(new LedgerEntry.Key(key.experimentId(), key.stage().label(), key.block())).isPresent();
    }

    void write(BlockKey key, double seconds) {
        LedgerEntry entry = new LedgerEntry();
        entry.experimentId = key.experimentId();
        entry.stage = key.stage().label();
        entry.block = key.block();
        entry.blocks = key.blocks();
        entry.seconds = seconds;
        entry.completedAt = Instant.now();
        persistAndFlush(entry);
    }

    int done(String experimentId, Stage stage) {
        return (int) count("experimentId = ?1 and stage = ?2", experimentId, stage.label());
    }

    /** All blocks of the stage are in: as many rows as any of them says the stage has. */
    boolean complete(String experimentId, Stage stage) {
        LedgerEntry any = find("experimentId = ?1 and stage = ?2", experimentId, stage.label()).firstResult();
        return any != null && done(experimentId, stage) == any.blocks;
    }
}
