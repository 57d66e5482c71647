package io.plateau.inference.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

/** The sums that a captured block leaves behind. */
@Entity
@IdClass(CaptureBlockEntity.Key.class)
public class CaptureBlockEntity {
    @Id
    public String experimentId;
    @Id
    public int block;
    public long positions;
    public byte[] activationSum;
    public byte[] absoluteActivationSum;
    /** Null where the experiment needs no deviation. */
    public byte[] squaredActivationSum;
    public double baselineLossSum;
    public long headOutputPositions;
    public byte[] headOutputSum;

    /** One row per block. */
    public record Key(String experimentId, int block) implements Serializable {
    }
}
