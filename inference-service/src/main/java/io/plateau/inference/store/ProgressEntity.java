package io.plateau.inference.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

/** How far a stage of an experiment is. */
@Entity
@IdClass(ProgressEntity.Key.class)
public class ProgressEntity {
    @Id
    public String experimentId;
    @Id
    public String stage;
    public int done;
    public int blocks;

    /** One row per stage. */
    public record Key(String experimentId, String stage) implements Serializable {
    }
}
