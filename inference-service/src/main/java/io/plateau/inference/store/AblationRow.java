package io.plateau.inference.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** How a block of neuron ablations was computed. */
@Entity
@Table(name = "ablation_block")
@IdClass(AblationRow.Key.class)
public class AblationRow {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    @Id
    public int block;
    public int positions;
    public String tier;
    @Column(name = "series_order")
    public Integer order;
    public Double guard;
    @Column(name = "share_closed_form")
    public double shareClosedForm;
    @Column(name = "sampled_error")
    public Double sampledError;
    @Column(name = "baseline_loss_sum")
    public double baselineLossSum;

    /** One row per block. */
    public record Key(String experimentId, int block) implements Serializable {
    }
}
