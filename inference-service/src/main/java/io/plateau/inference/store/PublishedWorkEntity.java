package io.plateau.inference.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

/** Blocks of a stage that are published as work together. */
@Entity
@IdClass(PublishedWorkEntity.Key.class)
public class PublishedWorkEntity {
    @Id
    public String experimentId;
    @Id
    public String stage;
    @Id
    public int cause;
    public String pool;
    public int blocks;
    public int firstBlock;
    public int lastBlock;
    public boolean published;

    /** What set off the publication: the block that was done, or {@link PublishedWorkRepository#BEGIN}. */
    public record Key(String experimentId, String stage, int cause) implements Serializable {
    }
}
