package io.plateau.inference.store;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** What the inference service alone stores of an experiment; specification and status are in the runtime's row. */
@Entity
public class ExperimentRunEntity {
    @Id
    public String experimentId;
    public String model;
    public String corpus;
    public String reason;
    public String provenance;
    /** The study that it is one of; null when it was requested by itself. */
    public String study;
    /** What distinguishes it in its study, a JSON object from path to value; null without a study. */
    @Column(columnDefinition = "jsonb")
    public String variant;
    /** As the proxy in front of the service, or the client, said; null where neither did. */
    public String requestedBy;
    public Instant requestedAt;
    public Instant finishedAt;
    /** When its results were deleted; null where they are there. */
    public Instant deletedAt;
}
