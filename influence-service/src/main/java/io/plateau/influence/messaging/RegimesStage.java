package io.plateau.influence.messaging;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
import io.plateau.influence.analysis.RegimeReport;
import io.plateau.influence.analysis.RegimesByContext;
import io.plateau.influence.losses.ContextSums;
import io.plateau.influence.plateau.SelectedNeurons;
import io.plateau.influence.plateau.SignedGroup;
import io.plateau.influence.screening.MissRate;
import io.plateau.influence.store.LossBlockRepository;
import io.plateau.influence.store.RegimeRepository;
import io.plateau.influence.store.ScreeningRepository;
import io.plateau.runtime.block.BlockKey;
import io.plateau.runtime.block.BlockRunner;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.runtime.experiment.ReuseListener;
import io.plateau.runtime.trajectory.ContextValueRepository;
import io.plateau.statistics.trajectory.ContextQuantity;
import io.plateau.statistics.trajectory.ContextValues;

/** What follows when all blocks of loss changes are in: the analysis once, its outcome published every time. */
@ApplicationScoped
class RegimesStage implements ReuseListener {
    private static final String SUFFIX = Stage.REGIMES.label();

    private final BlockRunner runner;
    private final ExperimentRepository experiments;
    private final LossBlockRepository blocks;
    private final RegimeRepository regimes;
    private final ScreeningRepository screenings;
    private final ContextValueRepository contextValues;
    private final CausesStage causes;
    private final EventPublisher publisher;

    RegimesStage(BlockRunner runner, ExperimentRepository experiments, LossBlockRepository blocks,
            RegimeRepository regimes, ScreeningRepository screenings, ContextValueRepository contextValues,
            CausesStage causes,
            EventPublisher publisher) {
        this.runner = runner;
        this.experiments = experiments;
        this.blocks = blocks;
        this.regimes = regimes;
        this.screenings = screenings;
        this.contextValues = contextValues;
        this.causes = causes;
        this.publisher = publisher;
    }

    @Override
    public void blocksReused(String experimentId) {
        finish(experimentId);
    }

    void finish(String experimentId) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        runner.once(BlockKey.single(experimentId, Stage.REGIMES),
                () -> find(experimentId, specification), found -> {
                    regimes.save(experimentId, specification, found.report());
                    contextValues.write(experimentId, found.byContext());
                    screenings.save(experimentId, found.missed());
                },
                () -> {
                    publish(experimentId, specification);
                    causes.finishWhenReady(experimentId);
                });
    }

    /** @param missed of a screened experiment, by group; else empty */
    private record Found(RegimeReport report, Map<ContextQuantity, ContextValues> byContext, List<MissRate> missed) {
    }

    private Found find(String experimentId, ExperimentSpecification specification) {
        ContextSums sums = blocks.reduce(experimentId);
        RegimeReport report = new RegimeAnalysis(specification).run(sums);
        Map<ContextQuantity, ContextValues> byContext = new RegimesByContext(specification.regimes()).of(sums, report);
        return screenings.of(experimentId)
                .map(screening -> new Found(report.noting(estimated(report, screening.exact.length)), byContext,
                        report.groups().stream().map(
                                g -> MissRate.of(g.group(), g.influence(), screening.exact, screening.sampled))
                                .toList()))
                .orElseGet(() -> new Found(report, byContext, List.of()));
    }

    private static String estimated(RegimeReport report, int exact) {
        int all = report.groups().get(0).influence().length;
        return "Influences of " + (all - exact) + " of " + all
                + " neurons are first-order estimates (mlp.method screened).";
    }

    private void publish(String experimentId, ExperimentSpecification specification) {
        regimes.plateau(experimentId).map(found -> plateauFound(experimentId, specification, found))
                .ifPresent(event -> publisher.publish(Topic.PLATEAUS, event, experimentId, SUFFIX));
        regimes.verdict(experimentId).map(verdict -> analysisCompleted(experimentId, verdict))
                .ifPresent(event -> publisher.publish(Topic.ANALYSES, event, experimentId, SUFFIX));
    }

    private PlateauFound plateauFound(String experimentId, ExperimentSpecification specification,
            SelectedNeurons found) {
        List<PlateauGroup> groups = found.groups().stream().map(RegimesStage::group).toList();
        return new PlateauFound(experimentId, specification.toJson(), found.rule(), found.size(),
                regimes.ranking(experimentId), groups, experiments.layer(experimentId));
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
