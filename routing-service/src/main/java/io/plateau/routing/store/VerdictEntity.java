package io.plateau.routing.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.plateau.routing.verdict.RoutingVerdict;

/** The verdict on routing, kept so that it can be published again. */
@Entity
@Table(name = "verdict")
public class VerdictEntity {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    public String outcome;
    public Double value;
    @Column(name = "p_value")
    public Double pValue;
    public String summary;

    static VerdictEntity of(String experimentId, RoutingVerdict verdict) {
        VerdictEntity entity = new VerdictEntity();
        entity.experimentId = experimentId;
        entity.outcome = verdict.outcome();
        entity.value = verdict.value();
        entity.pValue = verdict.pValue();
        entity.summary = verdict.summary();
        return entity;
    }

    RoutingVerdict verdict() {
        return new RoutingVerdict(outcome, value, pValue, summary);
    }
}
