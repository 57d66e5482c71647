package io.plateau.graph.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.graph.analysis.SetAnalysis;
import io.plateau.graph.control.NeuronGroup;

/** One neuron set and its communities; set 0 is the group itself. */
@Entity
@IdClass(NeuronSetEntity.Key.class)
class NeuronSetEntity {
    @Id
    String experimentId;
    @Id
    @Enumerated(EnumType.STRING)
    @Column(columnDefinition = "text")
    NeuronGroup neuronGroup;
    @Id
    int setIndex;
    String model;
    int[] neurons;
    int observations;
    int edges;
    int negativeEdges;
    double qSigned;
    double q;
    int communities;
    int[] membership;
    /** As the neurons: edges of each; null in rows from before they were kept, and so is the next. */
    int[] degree;
    int[] negativeDegree;
    double shareBest;
    double[] spectralQSigned;
    Integer spectralK;
    double[] bootstrapQSigned;
    int[] bootstrapCommunities;

    Double dimensionality;
    Integer dimensionalityComponents;
    Integer dimensionalityVarying;
    String dimensionalityReason;
    String reason;

    /** The primary key. */
    record Key(String experimentId, NeuronGroup neuronGroup, int setIndex) implements Serializable {
    }

    /** Largest signed modularity of the spectral partitions; null where there is none. */
    Double spectralModularity() {
        return spectralK == null ? null : spectralQSigned[spectralK - SetAnalysis.SPECTRAL_FROM];
    }
}
