package io.plateau.inference.store;

import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.plateau.contracts.Stage;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/**
 * Which blocks are published as work, and what sets that off: a message that is delivered again because of a crash publishes
 * the same blocks, whatever was published since. Every method runs inside the caller's transaction.
 */
@ApplicationScoped
public class PublishedWorkRepository implements PanacheRepositoryBase<PublishedWorkEntity, PublishedWorkEntity.Key> {
    /** As the cause of a publication: the stage begins. */
    public static final int BEGIN = -1;

    /**
     * Blocks of unfinished experiments in stages that have begun, less those done. A stage that waits for another has none:
     * no worker could do them.
     */
    static final String PENDING = """
            SELECT coalesce(sum(w.blocks - done.blocks), 0)
            FROM published_work w JOIN experiment e ON e.id = w.experiment_id
            CROSS JOIN LATERAL (SELECT count(*) AS blocks FROM ledger l
                                WHERE l.experiment_id = w.experiment_id AND l.stage = w.stage) done
            WHERE w.cause = -1 AND w.pool = :pool AND e.status IN ('REQUESTED', 'RUNNING')
            """;

    private final ExperimentRepository experiments;

    PublishedWorkRepository(ExperimentRepository experiments) {
        this.experiments = experiments;
    }

    /**
     * The blocks that something sets off, decided once; none where they have been published. Else every redelivery, of which a
     * rebalance makes some, would publish blocks again, and those others in turn, to the end of the stage.
     *
     * @param cause block that was done, or {@link #BEGIN}
     * @param ahead how many blocks may be published and not be done
     */
    public IntStream claim(String experimentId, Stage stage, int cause, String pool, int blocks, int ahead) {
        // Two that are done at once must not claim the same blocks.
        experiments.findById(experimentId, LockModeType.PESSIMISTIC_WRITE);
        PublishedWorkEntity claimed = findById(new PublishedWorkEntity.Key(experimentId, stage.label(), cause));
        if (claimed == null) {
            int first = next(experimentId, stage);
            int last = (int) Math.min(blocks, done(experimentId, stage) + (long) ahead) - 1;
            if (last < first) {
                return IntStream.empty();
            }
            claimed = new PublishedWorkEntity();
            claimed.experimentId = experimentId;
            claimed.stage = stage.label();
            claimed.cause = cause;
            claimed.pool = pool;
            claimed.blocks = blocks;
            claimed.firstBlock = first;
            claimed.lastBlock = last;
            persistAndFlush(claimed);
        }
        return claimed.published ? IntStream.empty() : IntStream.rangeClosed(claimed.firstBlock, claimed.lastBlock);
    }

    /** Notes that what something sets off has been published. */
    public void published(String experimentId, Stage stage, int cause) {
        update("published = true where experimentId = ?1 and stage = ?2 and cause = ?3", experimentId, stage.label(),
                cause);
    }

    /** Blocks that workers of a pool could do now or once others are done, without waiting for another stage. */
    public long pending(String pool) {
        return ((Number) getEntityManager().createNativeQuery(PENDING).setParameter("pool", pool).getSingleResult())
                .longValue();
    }

    /** The first block that nothing has set off. */
    private int next(String experimentId, Stage stage) {
        return find("experimentId = ?1 and stage = ?2 order by lastBlock desc", experimentId, stage.label())
                .firstResultOptional().map(last -> last.lastBlock + 1).orElse(0);
    }

    private long done(String experimentId, Stage stage) {
        return ((Number) getEntityManager()
                .createQuery("select count(*) from LedgerEntity where experimentId = :id and stage = :stage")
                .setParameter("id", experimentId).setParameter("stage", stage.label()).getSingleResult()).longValue();
    }
}
