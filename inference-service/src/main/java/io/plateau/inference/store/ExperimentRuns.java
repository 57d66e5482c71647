package io.plateau.inference.store;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.runtime.experiment.Experiments;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The life of experiments: this service holds the status of record. Terminal states never change. */
@ApplicationScoped
public class ExperimentRuns implements PanacheRepositoryBase<ExperimentRun, String> {
    private static final String OVERVIEWS = "select r, e.status, e.specification from ExperimentRun r"
            + " join ExperimentRecord e on e.id = r.experimentId";

    private final Experiments experiments;

    ExperimentRuns(Experiments experiments) {
        this.experiments = experiments;
    }

    /** An experiment and its status. */
    public record Overview(ExperimentRun run, ExperimentStatus status, String specification) {
        public boolean isTerminal() {
            return status != ExperimentStatus.REQUESTED && status != ExperimentStatus.RUNNING;
        }
    }

    /** Takes a request in; false, and nothing changes, when the experiment is already there. */
    @Transactional
    public boolean create(String experimentId, ExperimentSpecification specification) {
        int created = getEntityManager().createNativeQuery("""
                INSERT INTO experiment_run (experiment_id, model, corpus) VALUES (:id, :model, :corpus)
                ON CONFLICT (experiment_id) DO NOTHING
                """).setParameter("id", experimentId).setParameter("model", specification.model())
                .setParameter("corpus", specification.corpus()).executeUpdate();
        if (created == 1) {
            experiments.changeStatus(experimentId, ExperimentStatus.REQUESTED);
            experiments.remember(experimentId, specification.toJson());
        }
        return created == 1;
    }

    /** Within the caller's transaction, which holds the experiment's lock: planned with this provenance, now running. */
    public void run(String experimentId, String provenance) {
        update("provenance = ?1 where experimentId = ?2", provenance, experimentId);
        experiments.changeStatus(experimentId, ExperimentStatus.RUNNING);
    }

    /** What it was planned with, as JSON; null until then. */
    @Transactional
    public String provenance(String experimentId) {
        return findByIdOptional(experimentId).map(run -> run.provenance).orElse(null);
    }

    /**
     * Ends an experiment, also one whose request could not be read; false when it had ended before.
     *
     * @param reason why it failed; null otherwise
     */
    @Transactional
    public boolean end(String experimentId, ExperimentStatus status, String reason) {
        experiments.remember(experimentId, null);
        if (!experiments.lockUnlessTerminal(experimentId)) {
            return false;
        }
        experiments.changeStatus(experimentId, status);
        getEntityManager().createNativeQuery("""
                INSERT INTO experiment_run (experiment_id, reason, finished_at) VALUES (:id, :reason, now())
                ON CONFLICT (experiment_id) DO UPDATE SET reason = excluded.reason, finished_at = excluded.finished_at
                """).setParameter("id", experimentId)
                // PostgreSQL stores no NUL, and a reason may quote one from a damaged message.
                .setParameter("reason", reason == null ? null : reason.replace('\0', '\uFFFD')).executeUpdate();
        return true;
    }

    @Transactional
    public Optional<Overview> overview(String experimentId) {
        return getEntityManager().createQuery(OVERVIEWS + " where r.experimentId = :id", Object[].class)
                .setParameter("id", experimentId).getResultStream().findFirst().map(ExperimentRuns::overview);
    }

    /** The newest experiments, newest first. */
    @Transactional
    public List<Overview> newest(int limit) {
        return getEntityManager()
                .createQuery(OVERVIEWS + " order by r.requestedAt desc, r.experimentId", Object[].class)
                .setMaxResults(limit).getResultStream().map(ExperimentRuns::overview).toList();
    }

    private static Overview overview(Object[] row) {
        return new Overview((ExperimentRun) row[0], ExperimentStatus.valueOf((String) row[1]), (String) row[2]);
    }
}
