package io.plateau.inference.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import io.plateau.inference.turn.TurnOrder;
import io.plateau.inference.turn.TurnOrder.Waiting;

/** The turns of experiments; every method runs inside the caller's transaction. */
@ApplicationScoped
public class TurnRepository {
    private static final String UNFINISHED = " JOIN experiment e ON e.id = t.experiment_id"
            + " WHERE e.status IN ('REQUESTED', 'RUNNING')";
    /** Two heartbeats of a process may be late, as where its death is decided. */
    private static final String LIVE = "SELECT count(*) FROM process"
            + " WHERE computes AND pool = :pool AND NOT stopping AND beat_at > now() - interval '8 seconds'";

    private final EntityManager entities;

    TurnRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Of several replicas one decides at a time. Held until the transaction ends. */
    public void lock() {
        entities.createNativeQuery("SELECT CAST(pg_advisory_xact_lock(hashtext('plateau.turns')) AS text)")
                .getSingleResult();
    }

    /** Puts an experiment behind those that wait; nothing changes where it is in the table. */
    public void enqueue(String experimentId, String pool, long work) {
        entities.createNativeQuery("INSERT INTO turn (experiment_id, pool, work, size_class)"
                + " VALUES (:id, :pool, :work, :class) ON CONFLICT (experiment_id) DO NOTHING")
                .setParameter("id", experimentId).setParameter("pool", pool)
                .setParameter("work", work).setParameter("class", TurnOrder.sizeClass(work)).executeUpdate();
    }

    /** Pools for which there are experiments that have not ended. */
    @SuppressWarnings("unchecked") // of one column
    public List<String> pools() {
        return entities.createNativeQuery("SELECT DISTINCT t.pool FROM turn t" + UNFINISHED + " ORDER BY t.pool")
                .getResultList();
    }

    /** Workers of a pool, at least one: what is planned before there is any waits for them as work. */
    public int replicas(String pool) {
        return Math.max(1, ((Number) entities.createNativeQuery(LIVE).setParameter("pool", pool).getSingleResult())
                .intValue());
    }

    /** How many experiments of each class have had their turn in the pool and have not ended. */
    public Map<Integer, Integer> inProgress(String pool) {
        Map<Integer, Integer> inProgress = new HashMap<>();
        rows("SELECT t.size_class, count(*) FROM turn t" + UNFINISHED
                + " AND t.pool = :pool AND t.taken_at IS NOT NULL GROUP BY t.size_class", pool)
                .forEach(row -> inProgress.put(((Number) row[0]).intValue(), ((Number) row[1]).intValue()));
        return inProgress;
    }

    /** The first of each class, in the order of {@link TurnOrder}: those behind them cannot be next. */
    public List<Waiting> waiting(String pool, int ofEachClass) {
        return rows("SELECT experiment_id, work, place FROM (SELECT t.*, row_number() OVER"
                + " (PARTITION BY t.size_class ORDER BY t.place / " + TurnOrder.BATCH
                + ", t.work, t.place) AS nth FROM turn t" + UNFINISHED + " AND t.pool = :pool AND t.taken_at IS NULL) w"
                + " WHERE nth <= " + ofEachClass, pool).stream().map(TurnRepository::waiting).toList();
    }

    private static Waiting waiting(Object[] row) {
        return new Waiting((String) row[0], ((Number) row[1]).longValue(), ((Number) row[2]).longValue());
    }

    /** Place of an experiment among those of its pool and class that wait, from 1; empty where it does not wait. */
    @SuppressWarnings("unchecked") // of several columns
    public OptionalInt position(String experimentId) {
        return ((List<Object[]>) entities.createNativeQuery("SELECT experiment_id, nth FROM (SELECT t.experiment_id,"
                + " row_number() OVER (PARTITION BY t.pool, t.size_class ORDER BY t.place / " + TurnOrder.BATCH
                + ", t.work, t.place) AS nth FROM turn t" + UNFINISHED + " AND t.taken_at IS NULL) w").getResultList())
                .stream()
                .filter(row -> row[0].equals(experimentId)).mapToInt(row -> ((Number) row[1]).intValue()).findFirst();
    }

    /** Work and place of an experiment that has not ended. */
    @SuppressWarnings("unchecked") // of several columns
    public Optional<Waiting> place(String experimentId) {
        return ((List<Object[]>) entities.createNativeQuery(
                "SELECT experiment_id, work, place FROM turn WHERE experiment_id = :id")
                .setParameter("id", experimentId).getResultList()).stream().map(TurnRepository::waiting).findFirst();
    }

    public void take(String experimentId) {
        entities.createNativeQuery("UPDATE turn SET taken_at = clock_timestamp() WHERE experiment_id = :id")
                .setParameter("id", experimentId).executeUpdate();
    }

    /** Experiments whose turn was taken, by whichever replica, and whose planning may not have been published. */
    @SuppressWarnings("unchecked") // of one column
    public List<String> unpublished() {
        return entities.createNativeQuery("SELECT t.experiment_id FROM turn t" + UNFINISHED
                + " AND t.taken_at IS NOT NULL AND t.published_at IS NULL ORDER BY t.taken_at, t.place")
                .getResultList();
    }

    public void published(String experimentId) {
        entities.createNativeQuery("UPDATE turn SET published_at = now() WHERE experiment_id = :id")
                .setParameter("id", experimentId).executeUpdate();
    }

    public void removeEnded() {
        entities.createNativeQuery("DELETE FROM turn t USING experiment e"
                + " WHERE e.id = t.experiment_id AND e.status NOT IN ('REQUESTED', 'RUNNING')").executeUpdate();
    }

    @SuppressWarnings("unchecked") // of several columns
    private List<Object[]> rows(String sql, String pool) {
        return entities.createNativeQuery(sql).setParameter("pool", pool).getResultList();
    }
}
