package io.plateau.graph.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.plateau.graph.control.NeuronGroup;

/** The plateau's neurons of one sign. */
@Entity
@Table(name = "plateau_group")
@IdClass(PlateauGroupEntity.Key.class)
public class PlateauGroupEntity {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    @Id
    @Enumerated(EnumType.STRING)
    @Column(name = "neuron_group", columnDefinition = "text")
    public NeuronGroup neuronGroup;
    /** Null: kept by a version that did not keep it. */
    public String rule;
    public int[] neurons;
    public int filled;

    /** The primary key. */
    public record Key(String experimentId, NeuronGroup neuronGroup) implements Serializable {
    }
}
