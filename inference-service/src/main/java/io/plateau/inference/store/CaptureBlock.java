package io.plateau.inference.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** The sums that a captured block leaves behind. */
@Entity
@Table(name = "capture_block")
@IdClass(CaptureBlock.Key.class)
public class CaptureBlock {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    @Id
    public int block;
    public long positions;
    @Column(name = "activation_sum")
    public byte[] activationSum;
    @Column(name = "baseline_loss_sum")
    public double baselineLossSum;
    @Column(name = "head_output_positions")
    public long headOutputPositions;
    @Column(name = "head_output_sum")
    public byte[] headOutputSum;

    /** One row per block. */
    public record Key(String experimentId, int block) implements Serializable {
    }
}
