package io.plateau.inference.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

/** A block that a worker could not do for want of a model or a corpus. */
@Entity
@IdClass(ReturnedWorkEntity.Key.class)
public class ReturnedWorkEntity {
    @Id
    public String experimentId;
    @Id
    public String stage;
    @Id
    public int block;
    @Id
    public String process;
    public int times;

    /** The block and the worker. */
    public record Key(String experimentId, String stage, int block, String process) implements Serializable {
    }
}
