package io.plateau.graph.store;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.graph.community.Degrees;
import io.plateau.graph.community.StrongestEdges;
import io.plateau.graph.layer.LayerRuns;

/** Some of the runs on the whole layer's graph. */
@Entity
@IdClass(LayerRunsEntity.Key.class)
class LayerRunsEntity {
    @Id
    String experimentId;
    @Id
    int firstRun;
    long edges;
    int negativeEdges;
    int constantNeurons;
    long bytes;
    double[] objectives;
    int[] membership;
    int[] degree;
    int[] negativeDegree;
    double qSigned;
    double q;
    String reason;

    /** The primary key. */
    record Key(String experimentId, int firstRun) implements Serializable {
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
        row.qSigned = runs.signedModularity();
        row.q = runs.modularity();
        row.reason = runs.reason();
        return row;
    }

    LayerRuns toRuns() {
        return new LayerRuns(firstRun, edges, negativeEdges, constantNeurons, bytes, objectives, membership,
                degree == null ? Degrees.none() : new Degrees(degree, negativeDegree), StrongestEdges.none(), qSigned,
                q,
                reason);
    }
}
