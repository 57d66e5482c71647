package io.plateau.graph.messaging;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.Verdict;
import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.layer.LayerResult;
import io.plateau.graph.layer.LayerRuns;
import io.plateau.graph.significance.ClusteringVerdict;
import io.plateau.graph.significance.GroupResult;
import io.plateau.graph.significance.MeasureRow;
import io.plateau.graph.significance.MeasureRow.Measured;
import io.plateau.graph.significance.TableOne;
import io.plateau.graph.store.ExperimentInputs;
import io.plateau.graph.store.ExperimentInputsReader;
import io.plateau.graph.store.LayerRepository;
import io.plateau.graph.store.NeuronSetRepository;
import io.plateau.graph.store.TableOneRepository;
import io.plateau.graph.store.WeightSpectrumRepository;
import io.plateau.runtime.block.BlockKey;
import io.plateau.runtime.block.BlockRunner;
import io.plateau.runtime.event.EventPublisher;

/** After the last item: Table 1, the other measures, the layer's communities and the verdict. */
@ApplicationScoped
public class ClusteringStage {
    private final BlockRunner runner;
    private final ExperimentInputsReader inputs;
    private final NeuronSetRepository sets;
    private final WeightSpectrumRepository spectra;
    private final LayerRepository layers;
    private final TableOneRepository tables;
    private final EventPublisher publisher;

    ClusteringStage(BlockRunner runner, ExperimentInputsReader inputs, NeuronSetRepository sets,
            WeightSpectrumRepository spectra, LayerRepository layers, TableOneRepository tables,
            EventPublisher publisher) {
        this.runner = runner;
        this.inputs = inputs;
        this.sets = sets;
        this.spectra = spectra;
        this.layers = layers;
        this.tables = tables;
        this.publisher = publisher;
    }

    /** @param layer null where the specification asks for no runs on it */
    private record Results(ExperimentInputs given, TableOne table, List<MeasureRow> measures, LayerResult layer) {
    }

    void finish(String experimentId) {
        runner.once(BlockKey.single(experimentId, Stage.CLUSTERING), () -> results(experimentId), results -> {
            tables.write(experimentId, results.given().specification().model(), results.table());
            tables.write(experimentId, results.measures());
            if (results.layer() != null) {
                layers.write(experimentId, results.given(), results.layer());
            }
        }, () -> tables.verdict(experimentId).ifPresent(verdict -> publish(experimentId, verdict)));
    }

    private Results results(String experimentId) {
        ExperimentInputs given = inputs.read(experimentId);
        List<GroupResult> groups = new ArrayList<>();
        List<Measured> dimensionality = new ArrayList<>();
        List<Measured> weights = new ArrayList<>();
        for (NeuronGroup group : NeuronGroup.values()) {
            String reason = given.sets().reasonNotTested(group);
            groups.add(sets.read(experimentId, group, given.plateau().groups().get(group).filled(), reason));
            dimensionality.add(sets.dimensionality(experimentId, group, reason));
            if (given.specification().graph().weightSpectra()) {
                weights.addAll(spectra.measures(experimentId, group, reason));
            }
        }
        List<MeasureRow> measures = new ArrayList<>(MeasureRow.of(dimensionality));
        measures.addAll(MeasureRow.of(weights));
        TableOne table = TableOne.of(groups, given.specification().graph().test());
        return new Results(given, given.plateau().isFound() ? table : table.ofSubstitutes(), measures,
                layer(experimentId, given));
    }

    private LayerResult layer(String experimentId, ExperimentInputs given) {
        List<LayerRuns> runs = layers.read(experimentId);
        return runs.isEmpty()
                ? null
                : LayerResult.of(runs, given.plateau().own(), given.specification().graph().permutations(),
                        given.specification().seed());
    }

    private void publish(String experimentId, ClusteringVerdict verdict) {
        String stage = Stage.CLUSTERING.label();
        publisher.publish(Topic.ANALYSES,
                new AnalysisCompleted(experimentId, stage, new Verdict(stage, verdict.outcome(),
                        verdict.statistic(), verdict.value(), verdict.pValue(), verdict.test(), verdict.summary())),
                experimentId,
                stage);
    }
}
