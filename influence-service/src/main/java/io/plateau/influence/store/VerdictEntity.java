package io.plateau.influence.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.plateau.influence.analysis.DualRegimesVerdict;
import io.plateau.runtime.store.Fields;

/** Row of {@code verdict}. */
@Entity
class VerdictEntity {
    @Id
    String experimentId;
    String outcome;
    String statistic;
    Double value;
    Double pValue;
    String test;
    String summary;

    static VerdictEntity of(String experimentId, DualRegimesVerdict verdict) {
        VerdictEntity row = Fields.copy(verdict, new VerdictEntity());
        row.experimentId = experimentId;
        return row;
    }

    DualRegimesVerdict toVerdict() {
        return new DualRegimesVerdict(outcome, statistic, value, pValue, test, summary);
    }
}
