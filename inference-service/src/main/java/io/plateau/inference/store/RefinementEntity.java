package io.plateau.inference.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Neurons whose loss changes the influence service requested again. */
@Entity
public class RefinementEntity {
    @Id
    public String experimentId;
    /** Ascending; none where all are as precise as promised. */
    public int[] neurons;
}
