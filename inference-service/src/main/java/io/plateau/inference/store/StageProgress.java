package io.plateau.inference.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** How far a stage of an experiment is. */
@Entity
@Table(name = "progress")
@IdClass(StageProgress.Key.class)
public class StageProgress {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    @Id
    public String stage;
    public int done;
    public int blocks;

    /** One row per stage. */
    public record Key(String experimentId, String stage) implements Serializable {
    }
}
