package io.plateau.graph.store;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.plateau.graph.community.Degrees;
import io.plateau.graph.layer.LayerRuns;

/** Some of the runs on the whole layer's graph. */
@Entity
@Table(name = "layer_runs")
@IdClass(LayerRunsEntity.Key.class)
public class LayerRunsEntity {
    @Id
    @Column(name = "experiment_id")
    public String experimentId;
    @Id
    @Column(name = "first_run")
    public int firstRun;
    public long edges;
    @Column(name = "negative_edges")
    public int negativeEdges;
    @Column(name = "constant_neurons")
    public int constantNeurons;
    public long bytes;
    public double[] objectives;
    public int[] membership;
    public int[] degree;
    @Column(name = "negative_degree")
    public int[] negativeDegree;
    @Column(name = "q_signed")
    public double signedModularity;
    @Column(name = "q")
    public double modularity;
    public String reason;

    /** The primary key. */
    public record Key(String experimentId, int firstRun) implements Serializable {
    }

    static LayerRunsEntity of(String experimentId, LayerRuns runs) {
        LayerRunsEntity row = new LayerRunsEntity();
        row.experimentId = experimentId;
        row.firstRun = runs.firstRun();
        row.edges = runs.edges();
        row.negativeEdges = runs.negativeEdges();
        row.constantNeurons = runs.constantNeurons();
        row.bytes = runs.bytes();
        row.objectives = runs.values();
        row.membership = runs.membership();
        row.degree = runs.degrees().all();
        row.negativeDegree = runs.degrees().negative();
        row.signedModularity = runs.signedModularity();
        row.modularity = runs.modularity();
        row.reason = runs.reason();
        return row;
    }

    LayerRuns toRuns() {
        return new LayerRuns(firstRun, edges, negativeEdges, constantNeurons, bytes, objectives, membership,
                degree == null ? Degrees.none() : new Degrees(degree, negativeDegree), signedModularity, modularity,
                reason);
    }
}
