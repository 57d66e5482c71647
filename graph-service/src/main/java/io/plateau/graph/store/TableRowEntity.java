package io.plateau.graph.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.plateau.graph.significance.TableRow;

/** A row of Table 1. */
@Entity
@Table(name = "table_row")
@IdClass(TableRowEntity.Key.class)
public class TableRowEntity {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    @Id
    @Column(name = "neuron_group")
    public String label;
    public String model;
    public Integer neurons;
    public Integer filled;
    @Column(name = "signed_modularity")
    public Double signedModularity;
    @Column(name = "signed_modularity_sd")
    public Double signedModularitySd;
    @Column(name = "signed_modularity_low")
    public Double signedModularityLow;
    @Column(name = "signed_modularity_high")
    public Double signedModularityHigh;
    public Double communities;
    @Column(name = "communities_sd")
    public Double communitiesSd;
    @Column(name = "p_value")
    public Double pValue;
    @Column(name = "p_corrected")
    public Double pCorrected;
    @Column(name = "p_two_sided")
    public Double pTwoSided;
    @Column(name = "p_mann_whitney")
    public Double pMannWhitney;
    @Column(name = "cohens_d")
    public Double cohensD;
    @Column(name = "spectral_modularity")
    public Double spectralModularity;
    @Column(name = "p_spectral")
    public Double pSpectral;
    public String reason;

    /** The primary key. */
    public record Key(String experimentId, String label) implements Serializable {
    }

    static TableRowEntity of(String experimentId, String model, TableRow row) {
        TableRowEntity entity = new TableRowEntity();
        entity.experimentId = experimentId;
        entity.label = row.label();
        entity.model = model;
        entity.neurons = row.neurons();
        entity.filled = row.filled();
        entity.signedModularity = row.signedModularity();
        entity.signedModularitySd = row.signedModularitySd();
        entity.signedModularityLow = row.signedModularityLow();
        entity.signedModularityHigh = row.signedModularityHigh();
        entity.communities = row.communities();
        entity.communitiesSd = row.communitiesSd();
        entity.pValue = row.pValue();
        entity.pCorrected = row.pCorrected();
        entity.pTwoSided = row.pTwoSided();
        entity.pMannWhitney = row.pMannWhitney();
        entity.cohensD = row.cohensD();
        entity.spectralModularity = row.spectralModularity();
        entity.pSpectral = row.pSpectral();
        entity.reason = row.reason();
        return entity;
    }
}
