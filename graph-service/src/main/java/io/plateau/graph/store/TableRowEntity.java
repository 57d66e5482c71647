package io.plateau.graph.store;

import java.io.Serializable;
import java.util.Map;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.graph.significance.TableRow;
import io.plateau.runtime.store.Fields;

/** A row of Table 1. */
@Entity
@IdClass(TableRowEntity.Key.class)
class TableRowEntity {
    @Id
    String experimentId;
    @Id
    String neuronGroup;
    String model;
    Integer neurons;
    Integer filled;
    Double signedModularity;
    Double signedModularitySd;
    Double signedModularityLow;
    Double signedModularityHigh;
    Double communities;
    Double communitiesSd;
    Double pValue;
    Double pCorrected;
    Double pTwoSided;
    Double pMannWhitney;
    Double cohensD;
    Double spectralModularity;
    Double pSpectral;
    String reason;

    /** The primary key. */
    record Key(String experimentId, String neuronGroup) implements Serializable {
    }

    static TableRowEntity of(String experimentId, String model, TableRow row) {
        TableRowEntity entity = Fields.copy(row, new TableRowEntity(), Map.of("label", "neuronGroup"));
        entity.experimentId = experimentId;
        entity.model = model;
        return entity;
    }
}
