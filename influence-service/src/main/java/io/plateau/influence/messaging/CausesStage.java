package io.plateau.influence.messaging;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.Verdict;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.influence.effects.EffectReport;
import io.plateau.influence.effects.GroupEffects;
import io.plateau.influence.effects.NeuronProperties;
import io.plateau.influence.joint.CausalNeedVerdict;
import io.plateau.influence.joint.JointReport;
import io.plateau.influence.plateau.SelectedNeurons;
import io.plateau.influence.store.CauseRepository;
import io.plateau.influence.store.EffectBlockRepository;
import io.plateau.influence.store.JointBlockRepository;
import io.plateau.influence.store.RegimeRepository;
import io.plateau.runtime.block.BlockKey;
import io.plateau.runtime.block.BlockRunner;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.runtime.trajectory.ContextValueRepository;
import io.plateau.statistics.trajectory.ContextQuantity;

/** Joins the plateau, the effects and the joint ablations: called when any of them is complete; the last call finds all. */
@ApplicationScoped
class CausesStage {
    private static final List<Stage> INPUTS = List.of(Stage.REGIMES, Stage.EFFECTS, Stage.JOINT_LOSSES);

    private final BlockRunner runner;
    private final ExperimentRepository experiments;
    private final RegimeRepository regimes;
    private final EffectBlockRepository effects;
    private final JointBlockRepository joint;
    private final CauseRepository causes;
    private final ContextValueRepository contextValues;
    private final EventPublisher publisher;

    CausesStage(BlockRunner runner, ExperimentRepository experiments, RegimeRepository regimes,
            EffectBlockRepository effects, JointBlockRepository joint, CauseRepository causes,
            ContextValueRepository contextValues, EventPublisher publisher) {
        this.runner = runner;
        this.experiments = experiments;
        this.regimes = regimes;
        this.effects = effects;
        this.joint = joint;
        this.causes = causes;
        this.contextValues = contextValues;
        this.publisher = publisher;
    }

    private record Found(Optional<EffectReport> effects, Optional<JointReport> joint, CausalNeedVerdict verdict) {
    }

    void finishWhenReady(String experimentId) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        boolean ready = Stage.CAUSES.isOf(specification) && INPUTS.stream()
                .allMatch(stage -> !stage.isOf(specification) || runner.stageComplete(experimentId, stage));
        if (ready) {
            runner.once(BlockKey.single(experimentId, Stage.CAUSES), () -> find(experimentId, specification),
                    found -> save(experimentId, specification, found),
                    () -> causes.verdict(experimentId).ifPresent(verdict -> publisher.publish(Topic.ANALYSES,
                            completed(experimentId, verdict), experimentId, Stage.CAUSES.label())));
        }
    }

    private void save(String experimentId, ExperimentSpecification specification, Found found) {
        causes.save(experimentId, found.effects, found.joint, found.verdict, specification.mechanisms().withinGap());
        found.effects.ifPresent(report -> contextValues.write(experimentId, report.shares()));
        found.joint.ifPresent(joint -> contextValues.write(experimentId, Map.of(
                new ContextQuantity("plateau ablated at once, nats", ContextQuantity.DIFFERENCE),
                joint.selectivity())));
    }

    private Found find(String experimentId, ExperimentSpecification specification) {
        SelectedNeurons plateau = regimes.plateau(experimentId).orElseThrow();
        Optional<JointReport> together = specification.mechanisms().hasJointAblations()
                ? Optional.of(JointReport.of(joint.reduce(experimentId), own(plateau).length,
                        plateau.size() > 0, specification.mechanisms().withinGap()))
                : Optional.empty();
        return new Found(effects(experimentId, specification, plateau), together,
                together.map(JointReport::verdict).orElseGet(
                        () -> CausalNeedVerdict.notTestable("the specification asks for no joint ablations")));
    }

    /** Neurons of the plateau or its substitutes, without those that fill up a sign. */
    private static int[] own(SelectedNeurons plateau) {
        return plateau.groups().stream()
                .flatMapToInt(group -> Arrays.stream(group.neurons(), 0, group.neurons().length - group.filled()))
                .sorted().toArray();
    }

    private Optional<EffectReport> effects(String experimentId, ExperimentSpecification specification,
            SelectedNeurons plateau) {
        if (!specification.mechanisms().effects()) {
            return Optional.empty();
        }
        List<GroupEffects> groups = effects.reduce(experimentId);
        Optional<NeuronProperties> properties = effects.properties(experimentId);
        return properties.filter(p -> !groups.isEmpty())
                .map(p -> EffectReport.of(groups, p, own(plateau), specification.mechanisms(), specification.seed()));
    }

    private static AnalysisCompleted completed(String experimentId, CausalNeedVerdict verdict) {
        return new AnalysisCompleted(experimentId, Stage.CAUSES.label(),
                new Verdict(CausalNeedVerdict.NAME, verdict.outcome(), verdict.statistic(), verdict.value(),
                        verdict.pValue(), verdict.test(), verdict.summary()));
    }
}
