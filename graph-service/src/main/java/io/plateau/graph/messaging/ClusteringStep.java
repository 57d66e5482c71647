package io.plateau.graph.messaging;

import java.util.Arrays;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.Verdict;
import io.plateau.graph.control.NeuronGroup;
import io.plateau.graph.significance.ClusteringVerdict;
import io.plateau.graph.significance.TableOne;
import io.plateau.graph.store.ExperimentInputs;
import io.plateau.graph.store.ExperimentInputsReader;
import io.plateau.graph.store.NeuronSetRepository;
import io.plateau.graph.store.TableOneRepository;
import io.plateau.runtime.block.BlockKey;
import io.plateau.runtime.block.BlockRunner;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.Experiments;

/** After the last set: Table 1 and the verdict. */
@ApplicationScoped
public class ClusteringStep {
    private final BlockRunner runner;
    private final ExperimentInputsReader inputs;
    private final NeuronSetRepository sets;
    private final TableOneRepository tables;
    private final Experiments experiments;
    private final EventPublisher publisher;

    ClusteringStep(BlockRunner runner, ExperimentInputsReader inputs, NeuronSetRepository sets,
            TableOneRepository tables,
            Experiments experiments, EventPublisher publisher) {
        this.runner = runner;
        this.inputs = inputs;
        this.sets = sets;
        this.tables = tables;
        this.experiments = experiments;
        this.publisher = publisher;
    }

    void finish(String experimentId) {
        runner.once(BlockKey.single(experimentId, Stage.CLUSTERING), () -> table(experimentId),
                table -> tables.write(experimentId, experiments.specification(experimentId).model(), table));
        // Read back and always: a crash between commit and publication is healed by the redelivery.
        tables.verdict(experimentId).ifPresent(verdict -> publish(experimentId, verdict));
    }

    private TableOne table(String experimentId) {
        ExperimentInputs given = inputs.read(experimentId);
        return TableOne.of(Arrays.stream(NeuronGroup.values()).map(group -> sets.read(experimentId, group,
                given.plateau().groups().get(group).filled(), given.sets().reasonNotTested(group))).toList());
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
