package io.plateau.inference.store;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Name, tags and notes that people give an experiment. */
@Entity
public class AnnotationEntity {
    @Id
    public String experimentId;
    /** Null without one. */
    public String name;
    public String[] tags;
    /** Null without any. */
    public String notes;
    public Instant changedAt;
}
