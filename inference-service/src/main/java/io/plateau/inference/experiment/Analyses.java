package io.plateau.inference.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.Stage;
import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.AnalysisProgressed;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.event.Verdict;
import io.plateau.contracts.event.WorkFailed;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.PlanEntity;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.ProgressRepository;
import io.plateau.inference.store.VerdictRepository;
import io.plateau.runtime.block.LedgerRepository;
import io.plateau.runtime.experiment.ExperimentRepository;

/**
 * Follows the analyses until the experiment is complete or has failed. What this service did itself is read from its
 * ledger, never from its announcements; what the others report is held to the plan.
 */
@ApplicationScoped
public class Analyses {
    private static final Logger LOG = Logger.getLogger(Analyses.class);

    private static final List<String> OUTCOMES = List.of("supported", "not supported", "not testable");

    private final ExperimentRepository experiments;
    private final ExperimentRunRepository runs;
    private final PlanRepository plans;
    private final Completion completion;
    private final ProgressRepository progress;
    private final VerdictRepository verdicts;
    private final StatusAnnouncer announcer;

    Analyses(ExperimentRepository experiments, ExperimentRunRepository runs, PlanRepository plans,
            Completion completion,
            ProgressRepository progress, VerdictRepository verdicts, StatusAnnouncer announcer) {
        this.experiments = experiments;
        this.runs = runs;
        this.plans = plans;
        this.completion = completion;
        this.progress = progress;
        this.verdicts = verdicts;
        this.announcer = announcer;
    }

    public void progressed(AnalysisProgressed event) {
        String id = event.getExperimentId();
        Stage stage = stage(event.getStage());
        PlanEntity plan = plan(id, stage);
        if (plan == null) {
            return;
        }
        if (stage.service().equals(Completion.OWN)) {
            LedgerRepository.Count count = completion.own(id, stage);
            progress.report(id, stage.label(), count.done(), count.blocks());
            if (count.isComplete()) {
                endWhenComplete(id, plan.stageList());
            }
        } else {
            requireOfPlan(event, plan.blocks(stage));
            progress.report(id, stage.label(), event.getDone(), event.getBlocks());
        }
    }

    public void completed(AnalysisCompleted event) {
        String id = event.getExperimentId();
        Stage stage = stage(event.getStage());
        if (!stage.givesVerdict()) {
            throw new MalformedEventException("'" + stage.label() + "' is no analysis; known are "
                    + Arrays.stream(Stage.values()).filter(Stage::givesVerdict).map(Stage::label).sorted().toList());
        }
        PlanEntity plan = plan(id, stage);
        if (plan == null) {
            return;
        }
        requireSound(event.getVerdict());
        if (!experiments.isTerminal(id)) {
            verdicts.keep(event);
        }
        endWhenComplete(id, plan.stageList());
    }

    public void failed(WorkFailed event) {
        announceEnd(event.getExperimentId(),
                runs.end(event.getExperimentId(), ExperimentStatus.FAILED, event.getReason()));
    }

    private static Stage stage(String label) {
        return Arrays.stream(Stage.values()).filter(stage -> stage.label().equals(label)).findFirst()
                .orElseThrow(() -> new MalformedEventException("'" + label + "' is no stage of an experiment"));
    }

    /** The plan of which the stage is; null when there is no such experiment here, or no more: its reports may come again. */
    private PlanEntity plan(String id, Stage stage) {
        if (runs.overview(id).filter(run -> run.status() != ExperimentStatus.DELETED).isEmpty()) {
            LOG.warnf("a report of stage %s is of experiment %s, which is not known here; it is left out",
                    stage.label(), id);
            return null;
        }
        PlanEntity plan = plans.of(id).orElseThrow(() -> new MalformedEventException("stage " + stage.label()
                + " is reported of experiment " + id + ", which is not planned"));
        if (!plan.stageList().contains(stage)) {
            throw new MalformedEventException("stage " + stage.label() + " is reported of experiment " + id
                    + ", which has the stages "
                    + Arrays.stream(plan.stages).collect(Collectors.joining(", ")));
        }
        return plan;
    }

    private static void requireSound(Verdict verdict) {
        if (!OUTCOMES.contains(verdict.getOutcome())) {
            throw new MalformedEventException(
                    "a verdict's outcome is '" + verdict.getOutcome() + "'; it must be one of "
                            + String.join(", ", OUTCOMES));
        }
        Double value = verdict.getValue();
        Double p = verdict.getPValue();
        if (value != null && !Double.isFinite(value) || p != null && !(p >= 0 && p <= 1)) {
            throw new MalformedEventException("a verdict has the value " + value + " and the p-value " + p
                    + "; the first must be finite, the second between 0 and 1");
        }
    }

    private static void requireOfPlan(AnalysisProgressed event, OptionalInt planned) {
        int done = event.getDone();
        int blocks = event.getBlocks();
        if (done < 0 || blocks < 1 || done > blocks) {
            throw new MalformedEventException("stage " + event.getStage() + " reports " + done + " of " + blocks
                    + " blocks; it must be at least 0, and no more than there are");
        }
        if (planned.isPresent() && blocks != planned.getAsInt()) {
            throw new MalformedEventException("stage " + event.getStage() + " reports " + blocks
                    + " blocks; the plan of the experiment has " + planned.getAsInt());
        }
    }

    /** Called when either comes, the last verdict or the last block of this service's. */
    private void endWhenComplete(String id, List<Stage> stages) {
        announceEnd(id, canEnd(id, stages) && runs.end(id, ExperimentStatus.COMPLETED, null));
    }

    /** @param now whether it has just ended; a turn that a crash kept from being passed on is passed on in time */
    private void announceEnd(String id, boolean now) {
        if (now) {
            announcer.announceEndAndPassOn(id);
        } else {
            announcer.announceEnd(id);
        }
    }

    private boolean canEnd(String id, List<Stage> stages) {
        return !experiments.isTerminal(id) && completion.isReached(id, stages);
    }
}
