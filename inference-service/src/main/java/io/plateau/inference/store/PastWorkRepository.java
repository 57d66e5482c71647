package io.plateau.inference.store;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/** What the last completed experiments took. */
@ApplicationScoped
public class PastWorkRepository {
    private static final int LAST = 20;

    private final EntityManager entities;

    PastWorkRepository(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A stage of a completed experiment.
     *
     * @param seconds that its blocks took, added up
     * @param analyses seconds from the last block of this service to the experiment's end
     */
    public record PastStage(String model, String specification, String stage, double seconds, double analyses) {
    }

    /** The stages of the last ones of a model, or of any where there is none of it; re-analyses, which skip stages, are left out. */
    @Transactional
    public List<PastStage> of(String model) {
        List<PastStage> own = read(model);
        return own.isEmpty() ? read(null) : own;
    }

    private List<PastStage> read(String model) {
        List<?> rows = entities
                .createNativeQuery(
                        """
                                WITH last AS (
                                  SELECT e.id, r.model, e.specification, r.finished_at FROM experiment_run r JOIN experiment e ON e.id = r.experiment_id
                                  WHERE e.status = 'COMPLETED' AND (CAST(:model AS text) IS NULL OR r.model = CAST(:model AS text))
                                    AND e.specification NOT LIKE '%"reanalysisOf"%'
                                  ORDER BY r.finished_at DESC LIMIT :most)
                                SELECT last.model, last.specification, l.stage, sum(l.seconds),
                                       extract(epoch FROM last.finished_at - max(max(l.completed_at)) OVER (PARTITION BY last.id))
                                FROM last JOIN ledger l ON l.experiment_id = last.id
                                GROUP BY last.id, last.model, last.specification, last.finished_at, l.stage
                                """,
                        Object[].class)
                .setParameter("model", model).setParameter("most", LAST).getResultList();
        return rows.stream().map(Object[].class::cast).map(row -> new PastStage((String) row[0], (String) row[1],
                (String) row[2], ((Number) row[3]).doubleValue(), ((Number) row[4]).doubleValue())).toList();
    }
}
