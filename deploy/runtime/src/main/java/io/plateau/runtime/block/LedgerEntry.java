package io.plateau.runtime.block;

import java.io.Serializable;
import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A block that is done. */
@Entity
@Table(name = "ledger")
@IdClass(LedgerEntry.Key.class)
public class LedgerEntry {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    @Id
    public String stage;
    @Id
    public int block;
    public int blocks;
    public double seconds;
    @Column(name = "completed_at")
    public Instant completedAt;

    /** The unique key of a block. */
    public record Key(String experimentId, String stage, int block) implements Serializable {
    }
}
