package io.plateau.inference.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The neurons whose activation the head ablations measure. */
@Entity
public class PlateauEntity {
    @Id
    public String experimentId;
    public String rule;
    public int size;
    /** Neurons of the plateau or its substitutes, without those that fill up a sign. */
    public int studied;
    /** M: both signs, excitatory first, in order of rank. */
    public int[] neurons;
    /** All ranked neurons, the most influential first. */
    public int[] ranking;
}
