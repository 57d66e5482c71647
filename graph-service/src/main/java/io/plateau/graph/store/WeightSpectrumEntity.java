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
import io.plateau.graph.spectra.WeightSpectrum;
import io.plateau.runtime.store.Fields;

/** The spectrum of one side of one set's weights. */
@Entity
@IdClass(WeightSpectrumEntity.Key.class)
class WeightSpectrumEntity {
    @Id
    String experimentId;
    @Id
    @Enumerated(EnumType.STRING)
    @Column(columnDefinition = "text")
    NeuronGroup neuronGroup;
    @Id
    int setIndex;
    @Id
    String side;
    double[] eigenvalues;
    int constantRows;
    Double hill;
    Double hillError;
    Double stableRank;
    Double mpDistance;
    Double shareAbove;
    String reason;

    /** The primary key. */
    record Key(String experimentId, NeuronGroup neuronGroup, int setIndex, String side) implements Serializable {
    }

    static WeightSpectrumEntity of(String experimentId, NeuronGroup group, int set, String side,
            WeightSpectrum spectrum) {
        WeightSpectrumEntity row = Fields.copy(spectrum, new WeightSpectrumEntity(),
                Map.of("distance", "mpDistance"));
        row.experimentId = experimentId;
        row.neuronGroup = group;
        row.setIndex = set;
        row.side = side;
        return row;
    }
}
