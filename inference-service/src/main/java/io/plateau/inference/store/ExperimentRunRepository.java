package io.plateau.inference.store;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;

import io.plateau.contracts.PlainText;
import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.contracts.specification.Variant;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The life of experiments: this service holds the status of record. Terminal states never change. */
@ApplicationScoped
public class ExperimentRunRepository implements PanacheRepositoryBase<ExperimentRunEntity, String> {
    private static final String OVERVIEWS = "select r, e.status, e.specification, a from ExperimentRunEntity r"
            + " join ExperimentEntity e on e.id = r.experimentId"
            + " left join AnnotationEntity a on a.experimentId = r.experimentId";

    /** A sentence and who says it. */
    private static final int LONGEST_REASON = UnprocessableException.LONGEST + 100;

    private static final int LONGEST_NAME = 200;

    private final ExperimentRepository experiments;

    ExperimentRunRepository(ExperimentRepository experiments) {
        this.experiments = experiments;
    }

    /**
     * An experiment and its status.
     *
     * @param annotation null where it has none
     */
    public record Overview(ExperimentRunEntity run, ExperimentStatus status, String specification,
            AnnotationEntity annotation) {
        public boolean isTerminal() {
            return status != ExperimentStatus.REQUESTED && status != ExperimentStatus.RUNNING;
        }
    }

    /**
     * Takes a request in, all experiments of a study or none. Nothing changes when it is already there, which its first
     * experiment tells: a concurrent consumer of the same request waits for that row.
     *
     * @param requested identifier of the study, or of the experiment without one
     * @throws UnprocessableException when another request has taken the name of one of the study's experiments
     */
    @Transactional
    public void create(String requested, SpecificationVariants asked) {
        List<String> ids = asked.experimentIds(requested);
        String study = asked.isStudy() ? requested : null;
        for (int i = 0; i < ids.size(); i++) {
            if (!insert(ids.get(i), study, asked.variants().get(i))) {
                if (i == 0) {
                    return;
                }
                throw new UnprocessableException(
                        "study " + requested + " cannot be made: there is already an experiment "
                                + ids.get(i) + "; use another identifier");
            }
        }
    }

    private boolean insert(String experimentId, String study, Variant variant) {
        ExperimentSpecification specification = variant.specification();
        int created = getEntityManager().createNativeQuery("""
                INSERT INTO experiment_run (experiment_id, model, corpus, study, variant)
                VALUES (:id, :model, :corpus, :study, CAST(:variant AS jsonb))
                ON CONFLICT (experiment_id) DO NOTHING
                """).setParameter("id", experimentId).setParameter("model", specification.model())
                .setParameter("corpus", specification.corpus()).setParameter("study", study)
                .setParameter("variant", study == null ? null : variant.valuesJson()).executeUpdate();
        if (created == 1) {
            experiments.changeStatus(experimentId, ExperimentStatus.REQUESTED);
            experiments.remember(experimentId, specification.toJson());
        }
        return created == 1;
    }

    /** Who requested a study or an experiment, unless that is known already. */
    @Transactional
    public void requestedBy(String requested, String who) {
        update("requestedBy = ?1 where (experimentId = ?2 or study = ?2) and requestedBy is null",
                PlainText.of(who, LONGEST_NAME), requested);
    }

    /** Within the caller's transaction, which holds the experiment's lock: planned with this provenance, now running. */
    public void run(String experimentId, String provenance) {
        update("provenance = ?1 where experimentId = ?2", provenance, experimentId);
        experiments.changeStatus(experimentId, ExperimentStatus.RUNNING);
    }

    /**
     * Within the caller's transaction: adds to the provenance what computes the experiment and what that says of the model,
     * unless another block has.
     *
     * @param engine JSON object
     * @param notes JSON array of sentences
     */
    public void computedBy(String experimentId, String engine, String notes) {
        getEntityManager().createNativeQuery("""
                UPDATE experiment_run SET provenance = CAST(CAST(provenance AS jsonb)
                    || jsonb_build_object('engine', CAST(:engine AS jsonb))
                    || CASE WHEN CAST(:notes AS jsonb) = '[]' THEN '{}' ELSE jsonb_build_object('notes',
                       CAST(:notes AS jsonb) || coalesce(CAST(provenance AS jsonb) -> 'notes', '[]')) END AS text)
                WHERE experiment_id = :id AND CAST(provenance AS jsonb) -> 'engine' IS NULL
                """).setParameter("id", experimentId).setParameter("engine", engine).setParameter("notes", notes)
                .executeUpdate();
    }

    /** Within the caller's transaction: what computed a source's blocks computed those of its re-analysis. */
    public void computedAs(String experimentId, String source) {
        getEntityManager().createNativeQuery("""
                UPDATE experiment_run r SET provenance = CAST(CAST(r.provenance AS jsonb)
                    || jsonb_strip_nulls(jsonb_build_object('engine', CAST(s.provenance AS jsonb) -> 'engine',
                       'notes', CAST(s.provenance AS jsonb) -> 'notes')) AS text)
                FROM experiment_run s WHERE r.experiment_id = :id AND s.experiment_id = :source
                """).setParameter("id", experimentId).setParameter("source", source).executeUpdate();
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
                // A reason may quote what was sent.
                .setParameter("reason", PlainText.of(reason, LONGEST_REASON)).executeUpdate();
        return true;
    }

    /** Marks an experiment as deleted, once and for good; false where it has not ended yet. Its rows go when that is announced. */
    @Transactional
    public boolean delete(String experimentId) {
        if (experiments.lockUnlessTerminal(experimentId)) {
            return false;
        }
        experiments.changeStatus(experimentId, ExperimentStatus.DELETED);
        update("deletedAt = instant where experimentId = ?1 and deletedAt is null", experimentId);
        return true;
    }

    @Transactional
    public Optional<Overview> overview(String experimentId) {
        return getEntityManager().createQuery(OVERVIEWS + " where r.experimentId = :id", Object[].class)
                .setParameter("id", experimentId).getResultStream().findFirst().map(ExperimentRunRepository::overview);
    }

    /** The experiments of a study in their order, deleted ones among them; none when there is no such study. */
    @Transactional
    public List<Overview> study(String study) {
        return getEntityManager()
                .createQuery(OVERVIEWS + " where r.study = :study order by r.experimentId", Object[].class)
                .setParameter("study", study).getResultStream().map(ExperimentRunRepository::overview).toList();
    }

    /** What a request became: the experiments of the study or the one experiment of that name; none when it is not there. */
    @Transactional
    public List<Overview> requested(String id) {
        List<Overview> study = study(id);
        return study.isEmpty() ? overview(id).stream().toList() : study;
    }

    /**
     * Which experiments are wanted.
     *
     * @param status null for any
     * @param model null for any
     * @param tag null for any
     * @param text part of identifier, name, study, model or corpus, whatever the case; null for any
     * @param before only those requested before this one; null for all
     */
    public record Wanted(ExperimentStatus status, String model, String tag, String text, ExperimentRunEntity before) {
        public static final Wanted ANY = new Wanted(null, null, null, null, null);
    }

    /** The newest experiments that are wanted and not deleted, newest first. */
    @Transactional
    public List<Overview> newest(Wanted wanted, int limit) {
        StringBuilder query = new StringBuilder(OVERVIEWS).append(" where r.deletedAt is null");
        Map<String, Object> values = new HashMap<>();
        if (wanted.status() != null) {
            query.append(" and e.status = :status");
            values.put("status", wanted.status().name());
        }
        if (wanted.model() != null) {
            query.append(" and r.model = :model");
            values.put("model", wanted.model());
        }
        if (wanted.tag() != null) {
            query.append(" and array_contains(a.tags, :tag)");
            values.put("tag", wanted.tag());
        }
        if (wanted.text() != null) {
            query.append(
                    " and locate(:text, lower(r.experimentId || ' ' || coalesce(a.name, '') || ' ' || coalesce(r.study, '')"
                            + " || ' ' || coalesce(r.model, '') || ' ' || coalesce(r.corpus, ''))) > 0");
            values.put("text", wanted.text().toLowerCase(Locale.ROOT));
        }
        if (wanted.before() != null) {
            query.append(" and (r.requestedAt < :time or r.requestedAt = :time and r.experimentId > :id)");
            values.put("time", wanted.before().requestedAt);
            values.put("id", wanted.before().experimentId);
        }
        TypedQuery<Object[]> found = getEntityManager()
                .createQuery(query.append(" order by r.requestedAt desc, r.experimentId").toString(), Object[].class)
                .setMaxResults(limit);
        values.forEach(found::setParameter);
        return found.getResultStream().map(ExperimentRunRepository::overview).toList();
    }

    private static Overview overview(Object[] row) {
        return new Overview((ExperimentRunEntity) row[0], ExperimentStatus.valueOf((String) row[1]), (String) row[2],
                (AnnotationEntity) row[3]);
    }
}
