package io.plateau.routing.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.Verdict;
import io.plateau.contracts.specification.AttentionSpecification.Activation;
import io.plateau.contracts.specification.AttentionSpecification.PatchInto;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.routing.analysis.RoutingAnalysis;
import io.plateau.routing.impact.PlateauActivation;
import io.plateau.routing.patching.PatchedActivation;
import io.plateau.routing.store.AttentionBlockRepository;
import io.plateau.routing.store.HeadAblationBlockRepository;
import io.plateau.routing.store.PatchBlockRepository;
import io.plateau.routing.store.RoutingRepository;
import io.plateau.routing.verdict.RoutingVerdict;
import io.plateau.runtime.block.BlockKey;
import io.plateau.runtime.block.BlockRunner;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.runtime.experiment.ReuseListener;

/** The reduction behind the barriers of its stages: whichever is complete last finds the others complete. */
@ApplicationScoped
public class RoutingStage implements ReuseListener {
    private final BlockRunner runner;
    private final ExperimentRepository experiments;
    private final AttentionBlockRepository attention;
    private final HeadAblationBlockRepository headAblations;
    private final PatchBlockRepository patches;
    private final RoutingRepository results;
    private final EventPublisher publisher;

    RoutingStage(BlockRunner runner, ExperimentRepository experiments, AttentionBlockRepository attention,
            HeadAblationBlockRepository headAblations, PatchBlockRepository patches, RoutingRepository results,
            EventPublisher publisher) {
        this.runner = runner;
        this.experiments = experiments;
        this.attention = attention;
        this.headAblations = headAblations;
        this.patches = patches;
        this.results = results;
        this.publisher = publisher;
    }

    @Override
    public void blocksReused(String experimentId) {
        finishWhenComplete(experimentId);
    }

    void finishWhenComplete(String experimentId) {
        if (!runner.stageComplete(experimentId, Stage.ATTENTION)
                || !runner.stageComplete(experimentId, Stage.HEAD_ABLATIONS)) {
            return;
        }
        ExperimentSpecification specification = experiments.specification(experimentId);
        if (Stage.HEAD_PATCHES.isOf(specification)
                && !runner.stageComplete(experimentId, Stage.HEAD_PATCHES)) {
            return;
        }
        runner.once(BlockKey.single(experimentId, Stage.ROUTING), () -> analyse(experimentId, specification),
                analysis -> results.write(experimentId, specification, analysis),
                () -> results.verdict(experimentId).ifPresent(verdict -> publisher.publish(Topic.ANALYSES,
                        completed(experimentId, verdict), experimentId, Stage.ROUTING.label())));
    }

    private RoutingAnalysis analyse(String experimentId, ExperimentSpecification specification) {
        boolean signed = specification.attention().activation() == Activation.SIGNED;
        boolean intoRare = specification.attention().patchInto() == PatchInto.RARE;
        PlateauActivation plateau = headAblations.join(experimentId, signed);
        PatchedActivation patched = patches.join(experimentId, signed, intoRare);
        return RoutingAnalysis.of(attention.reduce(experimentId), plateau, patched, specification.seed(),
                specification.attention().maximum());
    }

    private static AnalysisCompleted completed(String experimentId, RoutingVerdict verdict) {
        return new AnalysisCompleted(experimentId, Stage.ROUTING.label(), new Verdict("routing", verdict.outcome(),
                verdict.statistic(), verdict.value(), verdict.pValue(), verdict.test(), verdict.summary()));
    }
}
