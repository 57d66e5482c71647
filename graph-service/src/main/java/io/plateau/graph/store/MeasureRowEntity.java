package io.plateau.graph.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.significance.MeasureRow;

/** One measure of a group beside its controls. */
@Entity
@Table(name = "measure_row")
@IdClass(MeasureRowEntity.Key.class)
public class MeasureRowEntity {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    @Id
    @Enumerated(EnumType.STRING)
    @Column(name = "neuron_group", columnDefinition = "text")
    public NeuronGroup neuronGroup;
    @Id
    public String measure;
    @Id
    public String side;
    public Double value;
    public int controls;
    @Column(name = "controls_mean")
    public Double controlsMean;
    @Column(name = "controls_sd")
    public Double controlsSd;
    @Column(name = "p_value")
    public Double pValue;
    @Column(name = "p_corrected")
    public Double pCorrected;
    public String reason;

    /** The primary key. */
    public record Key(String experimentId, NeuronGroup neuronGroup, String measure, String side)
            implements
                Serializable {
    }

    static MeasureRowEntity of(String experimentId, MeasureRow measured) {
        MeasureRowEntity row = new MeasureRowEntity();
        row.experimentId = experimentId;
        row.neuronGroup = measured.group();
        row.measure = measured.measure();
        row.side = measured.side();
        row.value = measured.value();
        row.controls = measured.controls();
        row.controlsMean = measured.controlsMean();
        row.controlsSd = measured.controlsSd();
        row.pValue = measured.pValue();
        row.pCorrected = measured.pCorrected();
        row.reason = measured.reason();
        return row;
    }
}
