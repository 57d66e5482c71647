package io.plateau.inference.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.inference.store.PlanEntity;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.ProgressEntity;
import io.plateau.inference.store.ProgressRepository;
import io.plateau.inference.store.VerdictRepository;
import io.plateau.runtime.block.LedgerRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** What an experiment still needs to be complete: of the stages that it was planned with, and no others. */
@ApplicationScoped
public class Completion {
    static final String OWN = "inference";

    private final PlanRepository plans;
    private final LedgerRepository ledger;
    private final ProgressRepository progress;
    private final VerdictRepository verdicts;

    Completion(PlanRepository plans, LedgerRepository ledger, ProgressRepository progress, VerdictRepository verdicts) {
        this.plans = plans;
        this.ledger = ledger;
        this.progress = progress;
        this.verdicts = verdicts;
    }

    /** This service's blocks of a stage, by its ledger. */
    LedgerRepository.Count own(String id, Stage stage) {
        return QuarkusTransaction.joiningExisting().call(() -> ledger.progress(id, stage));
    }

    /**
     * Whether every verdict is there and every block of this service's is committed: what it publishes may be analysed before.
     */
    boolean isReached(String id, List<Stage> stages) {
        Set<String> given = verdicts.stages(id);
        return stages.stream().allMatch(stage -> stage.givesVerdict()
                ? given.contains(stage.label())
                : !stage.service().equals(OWN) || own(id, stage).isComplete());
    }

    /** The stages that are not complete, with their blocks, for a reader. */
    public String missing(String id) {
        Optional<PlanEntity> plan = plans.of(id);
        if (plan.isEmpty()) {
            return "its plan";
        }
        Set<String> given = verdicts.stages(id);
        Map<String, ProgressEntity> reported = progress.of(id);
        List<String> missing = new ArrayList<>();
        for (Stage stage : plan.get().stageList()) {
            ProgressEntity blocks = reported.get(stage.label());
            if (blocks == null) {
                missing.add("stage " + stage.label() + " of " + stage.service() + " (no block done)");
            } else if (blocks.done < blocks.blocks) {
                missing.add("stage " + stage.label() + " of " + stage.service() + " (" + blocks.done + " of "
                        + blocks.blocks + " blocks done)");
            } else if (stage.givesVerdict() && !given.contains(stage.label())) {
                missing.add("the verdict of stage " + stage.label());
            }
        }
        return missing.isEmpty() ? "nothing but its end" : String.join(", ", missing);
    }
}
