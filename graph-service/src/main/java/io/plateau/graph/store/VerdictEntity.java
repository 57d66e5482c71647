package io.plateau.graph.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.plateau.graph.significance.ClusteringVerdict;
import io.plateau.runtime.store.Fields;

/** The answer of one experiment. */
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

    static VerdictEntity of(String experimentId, ClusteringVerdict verdict) {
        VerdictEntity row = Fields.copy(verdict, new VerdictEntity());
        row.experimentId = experimentId;
        return row;
    }

    ClusteringVerdict toVerdict() {
        return new ClusteringVerdict(outcome, statistic, value, pValue, test, summary);
    }
}
