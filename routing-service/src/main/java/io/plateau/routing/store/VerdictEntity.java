package io.plateau.routing.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.plateau.routing.verdict.RoutingVerdict;
import io.plateau.runtime.store.Fields;

/** The verdict on routing, kept so that it can be published again. */
@Entity
class VerdictEntity {
    @Id
    String experimentId;
    String outcome;
    String statistic;
    String test;
    Double value;
    Double pValue;
    String summary;

    static VerdictEntity of(String experimentId, RoutingVerdict verdict) {
        VerdictEntity row = Fields.copy(verdict, new VerdictEntity());
        row.experimentId = experimentId;
        return row;
    }

    RoutingVerdict verdict() {
        return new RoutingVerdict(outcome, statistic, test, value, pValue, summary);
    }
}
