package io.plateau.influence.messaging;

import java.util.Arrays;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.PlateauFound;
import io.plateau.contracts.event.PlateauGroup;
import io.plateau.contracts.event.Sign;
import io.plateau.contracts.event.Verdict;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.influence.analysis.DualRegimesVerdict;
import io.plateau.influence.analysis.RegimeAnalysis;
import io.plateau.influence.plateau.SelectedNeurons;
import io.plateau.influence.plateau.SignedGroup;
import io.plateau.influence.store.LossBlockRepository;
import io.plateau.influence.store.RegimeRepository;
import io.plateau.runtime.block.BlockKey;
import io.plateau.runtime.block.BlockRunner;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.ExperimentRepository;

/** What follows when all blocks of loss changes are in: the analysis once, its outcome published every time. */
@ApplicationScoped
class RegimesStage {
    private static final String SUFFIX = Stage.REGIMES.label();

    private final BlockRunner runner;
    private final ExperimentRepository experiments;
    private final LossBlockRepository blocks;
    private final RegimeRepository regimes;
    private final EventPublisher publisher;

    RegimesStage(BlockRunner runner, ExperimentRepository experiments, LossBlockRepository blocks,
            RegimeRepository regimes,
            EventPublisher publisher) {
        this.runner = runner;
        this.experiments = experiments;
        this.blocks = blocks;
        this.regimes = regimes;
        this.publisher = publisher;
    }

    void finish(String experimentId) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        runner.once(BlockKey.single(experimentId, Stage.REGIMES),
                () -> new RegimeAnalysis(specification).run(blocks.reduce(experimentId)),
                report -> regimes.save(experimentId, specification, report),
                () -> publish(experimentId, specification));
    }

    private void publish(String experimentId, ExperimentSpecification specification) {
        regimes.plateau(experimentId).map(found -> plateauFound(experimentId, specification, found))
                .ifPresent(event -> publisher.publish(Topic.PLATEAUS, event, experimentId, SUFFIX));
        regimes.verdict(experimentId).map(verdict -> analysisCompleted(experimentId, verdict))
                .ifPresent(event -> publisher.publish(Topic.ANALYSES, event, experimentId, SUFFIX));
    }

    private static PlateauFound plateauFound(String experimentId, ExperimentSpecification specification,
            SelectedNeurons found) {
        List<PlateauGroup> groups = found.groups().stream().map(RegimesStage::group).toList();
        return new PlateauFound(experimentId, specification.toJson(), found.rule(), found.size(), groups);
    }

    private static PlateauGroup group(SignedGroup group) {
        return new PlateauGroup(group.excitatory() ? Sign.EXCITATORY : Sign.INHIBITORY,
                Arrays.stream(group.neurons()).boxed().toList(), group.filled());
    }

    private static AnalysisCompleted analysisCompleted(String experimentId, DualRegimesVerdict verdict) {
        return new AnalysisCompleted(experimentId, Stage.REGIMES.label(),
                new Verdict(DualRegimesVerdict.NAME, verdict.outcome(), verdict.statistic(), verdict.value(),
                        verdict.pValue(), verdict.test(), verdict.summary()));
    }
}
