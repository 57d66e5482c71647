package io.plateau.inference.messaging;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.Stage;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.AnalysisProgressed;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.inference.store.ExperimentRuns;
import io.plateau.inference.store.Progress;
import io.plateau.inference.store.StageProgress;
import io.plateau.inference.store.Verdicts;
import io.plateau.runtime.experiment.Experiments;
import io.plateau.runtime.moment.Moment;
import io.plateau.runtime.moment.Moments;

/** Follows the analyses until the experiment is complete or has failed. */
@ApplicationScoped
class Analyses {
    /** The stages that answer the three questions. */
    private static final Set<String> FINAL = Set.of(Stage.REGIMES.label(), Stage.CLUSTERING.label(),
            Stage.ROUTING.label());
    /** This service's own stages: what they publish may be analysed before the blocks themselves are committed. */
    private static final List<Stage> OWN = Arrays.stream(Stage.values())
            .filter(stage -> stage.service().equals("inference")).toList();

    private final Experiments experiments;
    private final ExperimentRuns runs;
    private final Progress progress;
    private final Verdicts verdicts;
    private final StatusAnnouncer announcer;
    private final Moments moments;

    Analyses(Experiments experiments, ExperimentRuns runs, Progress progress, Verdicts verdicts,
            StatusAnnouncer announcer, Moments moments) {
        this.experiments = experiments;
        this.runs = runs;
        this.progress = progress;
        this.verdicts = verdicts;
        this.announcer = announcer;
        this.moments = moments;
    }

    void progressed(AnalysisProgressed event) {
        if (Arrays.stream(Stage.values()).noneMatch(s -> s.label().equals(event.getStage()))) {
            throw new MalformedEventException("'" + event.getStage() + "' is no stage of an experiment");
        }
        progress.report(event.getExperimentId(), event.getStage(), event.getDone(), event.getBlocks());
        Stage stage = Stage.ofLabel(event.getStage());
        if (OWN.contains(stage) && event.getDone() == event.getBlocks()) {
            endWhenComplete(event.getExperimentId(), stage);
        }
    }

    void completed(AnalysisCompleted event) {
        if (!FINAL.contains(event.getStage())) {
            throw new MalformedEventException("'" + event.getStage() + "' is no analysis; known are "
                    + FINAL.stream().sorted().toList());
        }
        if (!experiments.isTerminal(event.getExperimentId())) {
            verdicts.keep(event);
        }
        endWhenComplete(event.getExperimentId(), Stage.ofLabel(event.getStage()));
    }

    /** Called when either comes, the last analysis or the last block of this service's. */
    private void endWhenComplete(String id, Stage last) {
        if (!experiments.isTerminal(id) && verdicts.stages(id).containsAll(FINAL) && ownBlocksAreDone(id)) {
            moments.reach(Moment.FINALISATION, last, id);
            runs.end(id, ExperimentStatus.COMPLETED, null);
        }
        announcer.announceEnd(id);
    }

    private boolean ownBlocksAreDone(String id) {
        boolean patching = experiments.specification(id).attention().patchingPairs() > 0;
        Map<String, StageProgress> reported = progress.of(id);
        return OWN.stream().filter(stage -> patching || stage != Stage.PATCH_HEADS)
                .map(stage -> reported.get(stage.label())).allMatch(of -> of != null && of.done == of.blocks);
    }

    void failed(WorkFailed event) {
        runs.end(event.getExperimentId(), ExperimentStatus.FAILED, event.getReason());
        announcer.announceEnd(event.getExperimentId());
    }
}
