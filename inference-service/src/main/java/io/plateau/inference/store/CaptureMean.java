package io.plateau.inference.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The captured blocks reduced to means. */
@Entity
@Table(name = "capture_mean")
public class CaptureMean {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    public long positions;
    @Column(name = "mean_activation")
    public byte[] meanActivation;
    @Column(name = "mean_baseline_loss")
    public double meanBaselineLoss;
    @Column(name = "mean_head_output")
    public byte[] meanHeadOutput;
}
