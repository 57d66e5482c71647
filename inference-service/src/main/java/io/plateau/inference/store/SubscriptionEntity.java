package io.plateau.inference.store;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

/** Experiments that are requested on every checkpoint of a model. */
@Entity
public class SubscriptionEntity {
    @Id
    public String id;
    /** Without a revision. */
    public String model;
    /** As requested, JSON. */
    public String specification;
    @Enumerated(EnumType.STRING)
    public State state;
    public Instant createdAt;
    public Instant changedAt;

    /** What becomes of a checkpoint. */
    public enum State {
        /** An experiment is requested. */
        ACTIVE,
        /** Nothing, until it is resumed; what was published meanwhile is not made good. */
        PAUSED,
        /** Nothing any more. */
        DELETED
    }
}
