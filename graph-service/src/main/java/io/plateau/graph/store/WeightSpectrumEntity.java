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
import io.plateau.graph.spectra.WeightSpectrum;

/** The spectrum of one side of one set's weights. */
@Entity
@Table(name = "weight_spectrum")
@IdClass(WeightSpectrumEntity.Key.class)
public class WeightSpectrumEntity {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    @Id
    @Enumerated(EnumType.STRING)
    @Column(name = "neuron_group", columnDefinition = "text")
    public NeuronGroup neuronGroup;
    @Id
    @Column(name = "set_index")
    public int setIndex;
    @Id
    public String side;
    public double[] eigenvalues;
    @Column(name = "constant_rows")
    public int constantRows;
    public Double hill;
    @Column(name = "hill_error")
    public Double hillError;
    @Column(name = "stable_rank")
    public Double stableRank;
    @Column(name = "mp_distance")
    public Double distance;
    @Column(name = "share_above")
    public Double shareAbove;
    public String reason;

    /** The primary key. */
    public record Key(String experimentId, NeuronGroup neuronGroup, int setIndex, String side) implements Serializable {
    }

    static WeightSpectrumEntity of(String experimentId, NeuronGroup group, int set, String side,
            WeightSpectrum spectrum) {
        WeightSpectrumEntity row = new WeightSpectrumEntity();
        row.experimentId = experimentId;
        row.neuronGroup = group;
        row.setIndex = set;
        row.side = side;
        row.eigenvalues = spectrum.eigenvalues();
        row.constantRows = spectrum.constantRows();
        row.hill = spectrum.hill();
        row.hillError = spectrum.hillError();
        row.stableRank = spectrum.stableRank();
        row.distance = spectrum.distance();
        row.shareAbove = spectrum.shareAbove();
        row.reason = spectrum.reason();
        return row;
    }
}
