package io.plateau.graph.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.plateau.graph.significance.ClusteringVerdict;

/** The answer of one experiment. */
@Entity
@Table(name = "verdict")
public class VerdictEntity {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    public String outcome;
    public String statistic;
    public Double value;
    @Column(name = "p_value")
    public Double pValue;
    public String test;
    public String summary;

    static VerdictEntity of(String experimentId, ClusteringVerdict verdict) {
        VerdictEntity entity = new VerdictEntity();
        entity.experimentId = experimentId;
        entity.outcome = verdict.outcome();
        entity.statistic = verdict.statistic();
        entity.value = verdict.value();
        entity.pValue = verdict.pValue();
        entity.test = verdict.test();
        entity.summary = verdict.summary();
        return entity;
    }

    ClusteringVerdict toVerdict() {
        return new ClusteringVerdict(outcome, statistic, value, pValue, test, summary);
    }
}
