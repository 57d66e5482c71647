package io.plateau.graph.store;

import java.io.Serializable;
import java.util.Map;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.significance.MeasureRow;
import io.plateau.runtime.store.Fields;

/** One measure of a group beside its controls. */
@Entity
@IdClass(MeasureRowEntity.Key.class)
class MeasureRowEntity {
    @Id
    String experimentId;
    @Id
    @Enumerated(EnumType.STRING)
    @Column(columnDefinition = "text")
    NeuronGroup neuronGroup;
    @Id
    String measure;
    @Id
    String side;
    Double value;
    int controls;
    Double controlsMean;
    Double controlsSd;
    Double pValue;
    Double pCorrected;
    String reason;

    /** The primary key. */
    record Key(String experimentId, NeuronGroup neuronGroup, String measure, String side)
            implements
                Serializable {
    }

    static MeasureRowEntity of(String experimentId, MeasureRow measured) {
        MeasureRowEntity row = Fields.copy(measured, new MeasureRowEntity(), Map.of("group", "neuronGroup"));
        row.experimentId = experimentId;
        return row;
    }
}
