package io.plateau.inference.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The neurons whose activation the head ablations measure. */
@Entity
@Table(name = "plateau")
public class PlateauRow {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    public String rule;
    public int size;
    /** M: both signs, excitatory first, in order of rank. */
    public int[] neurons;
}
