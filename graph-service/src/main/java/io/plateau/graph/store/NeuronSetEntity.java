package io.plateau.graph.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.plateau.graph.analysis.SetAnalysis;
import io.plateau.graph.control.NeuronGroup;

/** One neuron set and its communities; set 0 is the group itself. */
@Entity
@Table(name = "neuron_set")
@IdClass(NeuronSetEntity.Key.class)
public class NeuronSetEntity {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    @Id
    @Enumerated(EnumType.STRING)
    @Column(name = "neuron_group", columnDefinition = "text")
    public NeuronGroup neuronGroup;
    @Id
    @Column(name = "set_index")
    public int setIndex;
    public String model;
    public int[] neurons;
    public int observations;
    public int edges;
    @Column(name = "negative_edges")
    public int negativeEdges;
    @Column(name = "q_signed")
    public double signedModularity;
    @Column(name = "q")
    public double modularity;
    public int communities;
    public int[] membership;
    /** As the neurons: edges of each; null in rows from before they were kept, and so is the next. */
    public int[] degree;
    @Column(name = "negative_degree")
    public int[] negativeDegree;
    @Column(name = "share_best")
    public double shareBest;
    @Column(name = "spectral_q_signed")
    public double[] spectral;
    @Column(name = "spectral_k")
    public Integer spectralBest;
    @Column(name = "bootstrap_q_signed")
    public double[] bootstrap;
    @Column(name = "bootstrap_communities")
    public int[] bootstrapCommunities;

    public Double dimensionality;
    @Column(name = "dimensionality_components")
    public Integer components;
    @Column(name = "dimensionality_varying")
    public Integer varying;
    @Column(name = "dimensionality_reason")
    public String dimensionalityReason;
    public String reason;

    /** The primary key. */
    public record Key(String experimentId, NeuronGroup neuronGroup, int setIndex) implements Serializable {
    }

    /** Largest signed modularity of the spectral partitions; null where there is none. */
    Double spectralModularity() {
        return spectralBest == null ? null : spectral[spectralBest - SetAnalysis.SPECTRAL_FROM];
    }
}
