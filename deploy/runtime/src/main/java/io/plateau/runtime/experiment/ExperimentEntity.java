package io.plateau.runtime.experiment;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.plateau.contracts.event.ExperimentStatus;

/** This service's copy of what it needs of an experiment. */
@Entity
public class ExperimentEntity {
    @Id
    public String id;
    public String specification;
    public String status;
    public Instant updatedAt;
    /** Of the MLP whose neurons are ablated; null until a message has told it. */
    public Integer layer;

    boolean isTerminal() {
        return switch (ExperimentStatus.valueOf(status)) {
            case COMPLETED, FAILED, CANCELLED, DELETED -> true;
            case REQUESTED, RUNNING -> false;
        };
    }
}
