package io.plateau.graph.store;

import java.util.Arrays;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.plateau.graph.layer.Enrichment;
import io.plateau.graph.layer.LayerResult;
import io.plateau.graph.layer.LayerRuns;

/** The graph of an experiment's whole layer with its best partition; all of it null where none was made. */
@Entity
class LayerGraphEntity {
    @Id
    String experimentId;
    String model;
    int neurons;
    int observations;
    long edges;
    Integer negativeEdges;
    int constantNeurons;
    long bytes;
    int runs;
    Double shareBest;
    Double qSigned;
    Double q;
    Integer communities;
    int[] membership;
    int plateauNeurons;
    Double concentration;
    Double concentrationExpected;
    Double pConcentration;
    String reason;
    int[] degree;
    int[] negativeDegree;

    static LayerGraphEntity of(String experimentId, ExperimentInputs inputs, LayerResult result) {
        LayerRuns best = result.best();
        LayerGraphEntity row = new LayerGraphEntity();
        row.experimentId = experimentId;
        row.model = inputs.specification().model();
        row.neurons = inputs.extent().layer();
        row.observations = inputs.observations();
        row.edges = best.edges();
        row.constantNeurons = best.constantNeurons();
        row.bytes = best.bytes();
        row.runs = result.runs();
        row.shareBest = result.shareBest();
        row.plateauNeurons = inputs.plateau().own().length;
        row.reason = result.reason();
        if (best.reason() == null) {
            row.fill(best, result.enrichment());
        }
        return row;
    }

    private void fill(LayerRuns best, Enrichment enrichment) {
        negativeEdges = best.negativeEdges();
        qSigned = best.signedModularity();
        q = best.modularity();
        communities = (int) Arrays.stream(best.membership()).distinct().count();
        membership = best.membership();
        concentration = enrichment.concentration();
        concentrationExpected = enrichment.expected();
        pConcentration = enrichment.pValue();
        degree = best.degrees().all();
        negativeDegree = best.degrees().negative();
    }
}
