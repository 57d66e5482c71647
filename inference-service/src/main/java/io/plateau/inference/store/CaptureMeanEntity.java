package io.plateau.inference.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The captured blocks reduced to means. */
@Entity
public class CaptureMeanEntity {
    @Id
    public String experimentId;
    public long positions;
    public byte[] meanActivation;
    public byte[] meanAbsoluteActivation;
    /** Null where the experiment needs none. */
    public byte[] activationDeviation;
    public double meanBaselineLoss;
    public byte[] meanHeadOutput;
}
