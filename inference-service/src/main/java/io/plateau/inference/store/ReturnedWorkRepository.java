package io.plateau.inference.store;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.runtime.block.BlockKey;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Which workers have given a block back; every method runs inside the caller's transaction. */
@ApplicationScoped
public class ReturnedWorkRepository implements PanacheRepositoryBase<ReturnedWorkEntity, ReturnedWorkEntity.Key> {
    /**
     * @param times how often the block has been given back, by whichever worker
     * @param untried live workers of the pool that have not had it
     */
    public record Returns(int times, int untried) {
    }

    /** Notes that a worker gives a block back. */
    public Returns add(BlockKey block, String process, String pool) {
        getEntityManager().createNativeQuery("""
                INSERT INTO returned_work (experiment_id, stage, block, process, times)
                VALUES (:id, :stage, :block, :process, 1)
                ON CONFLICT (experiment_id, stage, block, process) DO UPDATE SET times = returned_work.times + 1
                """).setParameter("id", block.experimentId()).setParameter("stage", block.stage().label())
                .setParameter("block", block.block()).setParameter("process", process).executeUpdate();
        Object[] row = (Object[]) getEntityManager().createNativeQuery("""
                SELECT (SELECT sum(times) FROM returned_work r
                        WHERE r.experiment_id = :id AND r.stage = :stage AND r.block = :block),
                       (SELECT count(*) FROM process p
                        WHERE p.computes AND p.pool = :pool AND NOT p.stopping
                          AND p.beat_at > now() - interval '8 seconds'
                          AND NOT EXISTS (SELECT FROM returned_work r WHERE r.process = p.id
                              AND r.experiment_id = :id AND r.stage = :stage AND r.block = :block))
                """).setParameter("id", block.experimentId()).setParameter("stage", block.stage().label())
                .setParameter("block", block.block()).setParameter("pool", pool).getSingleResult();
        return new Returns(((Number) row[0]).intValue(), ((Number) row[1]).intValue());
    }
}
