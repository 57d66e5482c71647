package io.plateau.influence.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.plateau.influence.analysis.DualRegimesVerdict;

/** Row of {@code verdict}. */
@Entity
@Table(name = "verdict")
class VerdictRecord {
    @Id
    String experimentId;
    String outcome;
    String statistic;
    Double value;
    @Column(name = "p_value")
    Double pValue;
    String test;
    String summary;

    static VerdictRecord of(String experimentId, DualRegimesVerdict verdict) {
        VerdictRecord row = new VerdictRecord();
        row.experimentId = experimentId;
        row.outcome = verdict.outcome();
        row.statistic = verdict.statistic();
        row.value = verdict.value();
        row.pValue = verdict.pValue();
        row.test = verdict.test();
        row.summary = verdict.summary();
        return row;
    }

    DualRegimesVerdict toVerdict() {
        return new DualRegimesVerdict(outcome, statistic, value, pValue, test, summary);
    }
}
