package io.plateau.graph.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.graph.control.NeuronGroup;

/** The plateau's neurons of one sign. */
@Entity
@IdClass(PlateauGroupEntity.Key.class)
class PlateauGroupEntity {
    @Id
    String experimentId;
    @Id
    @Enumerated(EnumType.STRING)
    @Column(columnDefinition = "text")
    NeuronGroup neuronGroup;
    /** Null: kept by a version that did not keep it. */
    String rule;
    int[] neurons;
    int filled;

    /** The primary key. */
    record Key(String experimentId, NeuronGroup neuronGroup) implements Serializable {
    }
}
