package io.plateau.inference.store;

import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** What the services reported of their stages. */
@ApplicationScoped
public class ProgressRepository implements PanacheRepositoryBase<ProgressEntity, ProgressEntity.Key> {

    /** Reports may overtake each other, and come again: only more blocks are news. */
    @Transactional
    public void report(String experimentId, String stage, int done, int blocks) {
        getEntityManager().createNativeQuery("""
                INSERT INTO progress (experiment_id, stage, done, blocks) VALUES (:id, :stage, :done, :blocks)
                ON CONFLICT (experiment_id, stage) DO UPDATE
                SET done = excluded.done, blocks = excluded.blocks, reported_at = now()
                WHERE progress.done < excluded.done
                """).setParameter("id", experimentId).setParameter("stage", stage).setParameter("done", done)
                .setParameter("blocks", blocks).executeUpdate();
    }

    /** By the stage's label. */
    @Transactional
    public Map<String, ProgressEntity> of(String experimentId) {
        return stream("experimentId", experimentId).collect(Collectors.toMap(p -> p.stage, p -> p));
    }
}
