package io.plateau.runtime.block;

import java.io.Serializable;
import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

/** A block that is done. */
@Entity
@IdClass(LedgerEntity.Key.class)
public class LedgerEntity {
    @Id
    public String experimentId;
    @Id
    public String stage;
    @Id
    public int block;
    public int blocks;
    public double seconds;
    public Instant completedAt;

    /** The unique key of a block. */
    public record Key(String experimentId, String stage, int block) implements Serializable {
    }
}
