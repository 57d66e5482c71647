package io.plateau.inference.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Stages;
import io.plateau.inference.store.PlanRow;
import io.plateau.inference.store.Plans;
import io.plateau.inference.store.Progress;
import io.plateau.inference.store.StageProgress;
import io.plateau.inference.store.Verdicts;
import io.plateau.runtime.block.Ledger;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** What an experiment still needs to be complete: of the stages that it was planned with, and no others. */
@ApplicationScoped
public class Completion {
    static final String OWN = "inference";

    private final Plans plans;
    private final Ledger ledger;
    private final Progress progress;
    private final Verdicts verdicts;

    Completion(Plans plans, Ledger ledger, Progress progress, Verdicts verdicts) {
        this.plans = plans;
        this.ledger = ledger;
        this.progress = progress;
        this.verdicts = verdicts;
    }

    /** This service's blocks of a stage, by its ledger. */
    Ledger.Count own(String id, Stage stage) {
        return QuarkusTransaction.joiningExisting().call(() -> ledger.progress(id, stage));
    }

    /**
     * Whether every verdict is there and every block of this service's is committed: what it publishes may be analysed before.
     */
    boolean isReached(String id, List<Stage> stages) {
        Set<String> given = verdicts.stages(id);
        return stages.stream().allMatch(stage -> Stages.givesVerdict(stage)
                ? given.contains(stage.label())
                : !stage.service().equals(OWN) || own(id, stage).isComplete());
    }

    /** The stages that are not complete, with their blocks, for a reader. */
    public String missing(String id) {
        Optional<PlanRow> plan = plans.of(id);
        if (plan.isEmpty()) {
            return "its plan";
        }
        Set<String> given = verdicts.stages(id);
        Map<String, StageProgress> reported = progress.of(id);
        List<String> missing = new ArrayList<>();
        for (Stage stage : plan.get().stageList()) {
            StageProgress blocks = reported.get(stage.label());
            if (blocks == null) {
                missing.add("stage " + stage.label() + " of " + stage.service() + " (no block done)");
            } else if (blocks.done < blocks.blocks) {
                missing.add("stage " + stage.label() + " of " + stage.service() + " (" + blocks.done + " of "
                        + blocks.blocks + " blocks done)");
            } else if (Stages.givesVerdict(stage) && !given.contains(stage.label())) {
                missing.add("the verdict of stage " + stage.label());
            }
        }
        return missing.isEmpty() ? "nothing but its end" : String.join(", ", missing);
    }
}
