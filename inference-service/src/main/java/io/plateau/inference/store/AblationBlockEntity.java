package io.plateau.inference.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

/** How a block of neuron ablations was computed. */
@Entity
@IdClass(AblationBlockEntity.Key.class)
public class AblationBlockEntity {
    @Id
    public String experimentId;
    @Id
    public int block;
    public int positions;
    public String tier;
    public Integer seriesOrder;
    public Double guard;
    public double shareClosedForm;
    public Double sampledError;
    public double baselineLossSum;

    /** One row per block. */
    public record Key(String experimentId, int block) implements Serializable {
    }
}
