package io.plateau.inference.http;

import java.util.List;
import java.util.OptionalInt;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.ExperimentId;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.ExperimentRunRepository.Overview;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.ProgressRepository;
import io.plateau.inference.store.TurnRepository;
import io.plateau.runtime.http.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Experiments and studies by identifier; a missing one is distinguished from one of the other kind. */
@ApplicationScoped
public class ExperimentViews {
    private final ExperimentRunRepository runs;
    private final PlanRepository plans;
    private final ProgressRepository progress;
    private final TurnRepository turns;

    ExperimentViews(ExperimentRunRepository runs, PlanRepository plans, ProgressRepository progress,
            TurnRepository turns) {
        this.runs = runs;
        this.plans = plans;
        this.progress = progress;
        this.turns = turns;
    }

    ExperimentView experiment(String id) {
        Overview overview = existing(id);
        return ExperimentView.of(overview, plans.stages(id, overview.specification()), progress.of(id),
                position(overview));
    }

    /** An experiment that is not deleted. */
    Overview existing(String id) {
        Overview overview = overview(id);
        if (overview.status() == ExperimentStatus.DELETED) {
            throw Problem.exception(410, "experiment " + id + " was deleted on " + overview.run().deletedAt
                    + "; ask for it anew, without its Idempotency-Key, to have it computed again");
        }
        return overview;
    }

    /** Also of an experiment that was deleted. */
    Overview overview(String id) {
        requireId(id, "experiment");
        return runs.overview(id).orElseThrow(() -> Problem.exception(404, runs.study(id).isEmpty()
                ? "there is no experiment '" + id + "'"
                : "'" + id + "' is a study, not an experiment; its experiments are listed at /studies/" + id));
    }

    private OptionalInt position(Overview overview) {
        return overview.status() == ExperimentStatus.REQUESTED
                ? QuarkusTransaction.joiningExisting().call(() -> turns.position(overview.run().experimentId))
                : OptionalInt.empty();
    }

    StudyView study(String id) {
        requireId(id, "study");
        List<Overview> experiments = runs.study(id);
        if (experiments.isEmpty()) {
            throw Problem.exception(404, runs.overview(id).isEmpty()
                    ? "there is no study '" + id + "'"
                    : "'" + id + "' is an experiment, not a study; it is at /experiments/" + id);
        }
        return StudyView.of(id, experiments);
    }

    private static void requireId(String id, String kind) {
        if (!ExperimentId.isValid(id)) {
            throw Problem.exception(404, "there is no such " + kind + ": an id is 1 to 128 letters, digits, dots,"
                    + " hyphens or underscores");
        }
    }
}
