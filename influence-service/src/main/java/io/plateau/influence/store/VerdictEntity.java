package io.plateau.influence.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.contracts.Stage;
import io.plateau.influence.analysis.DualRegimesVerdict;
import io.plateau.runtime.store.Fields;

/** Row of {@code verdict}. */
@Entity
@IdClass(VerdictEntity.Key.class)
class VerdictEntity {
    @Id
    String experimentId;
    @Id
    String stage;
    String outcome;
    String statistic;
    Double value;
    Double pValue;
    String test;
    String summary;

    /** @param verdict a record with the columns as components */
    static VerdictEntity of(String experimentId, Stage stage, Record verdict) {
        VerdictEntity row = Fields.copy(verdict, new VerdictEntity());
        row.experimentId = experimentId;
        row.stage = stage.label();
        return row;
    }

    DualRegimesVerdict toVerdict() {
        return new DualRegimesVerdict(outcome, statistic, value, pValue, test, summary);
    }

    static Key key(String experimentId, Stage stage) {
        return new Key(experimentId, stage.label());
    }

    /** Primary key. */
    record Key(String experimentId, String stage) implements Serializable {
    }
}
