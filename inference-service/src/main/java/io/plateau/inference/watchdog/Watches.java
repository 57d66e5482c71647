package io.plateau.inference.watchdog;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** Experiments that have not ended and the watches on them; every method runs inside the caller's transaction. */
@ApplicationScoped
class Watches {
    private final EntityManager entities;

    Watches(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * @param activeAt its request, its turn or its last progress, whichever is latest
     * @param watch null where it is not watched
     */
    record Unfinished(String experimentId, Instant activeAt, Watch watch) {
    }

    /** Of several replicas one looks at a time; false where another does. Held until the transaction ends. */
    boolean lock() {
        return (Boolean) entities.createNativeQuery("SELECT pg_try_advisory_xact_lock(hashtext('plateau.watchdog'))")
                .getSingleResult();
    }

    /** By the database's clock, which all replicas share. */
    Instant now() {
        return instant(entities.createNativeQuery("SELECT now()").getSingleResult());
    }

    /** Without those that wait for their turn: nothing is in progress for them, nor should be. */
    List<Unfinished> unfinished() {
        List<?> rows = entities
                .createNativeQuery(
                        """
                                SELECT e.id, greatest(r.requested_at, t.published_at, p.reported_at), w.active_at, w.quiet_seconds, w.looked_at, w.queued,
                                       w.drains
                                FROM experiment e JOIN experiment_run r ON r.experiment_id = e.id
                                LEFT JOIN turn t ON t.experiment_id = e.id
                                LEFT JOIN watch w ON w.experiment_id = e.id
                                LEFT JOIN LATERAL (SELECT max(reported_at) AS reported_at FROM progress
                                                   WHERE experiment_id = e.id) p ON true
                                WHERE e.status IN ('REQUESTED', 'RUNNING')
                                  AND (t.experiment_id IS NULL OR t.published_at IS NOT NULL)
                                """)
                .getResultList();
        return rows.stream().map(row -> unfinished((Object[]) row)).toList();
    }

    private static Unfinished unfinished(Object[] row) {
        Watch watch = row[2] == null
                ? null
                : new Watch(instant(row[2]), Duration.ofMillis(Math.round(((Number) row[3]).doubleValue() * 1e3)),
                        instant(row[4]), parse((String) row[5]), ((Number) row[6]).intValue());
        return new Unfinished((String) row[0], instant(row[1]), watch);
    }

    void keep(String experimentId, Watch watch) {
        entities.createNativeQuery("""
                INSERT INTO watch (experiment_id, active_at, quiet_seconds, looked_at, queued, drains)
                VALUES (:id, :active, :quiet, :looked, :queued, :drains)
                ON CONFLICT (experiment_id) DO UPDATE SET active_at = excluded.active_at,
                  quiet_seconds = excluded.quiet_seconds, looked_at = excluded.looked_at, queued = excluded.queued,
                  drains = excluded.drains
                """).setParameter("id", experimentId).setParameter("active", watch.activeAt())
                .setParameter("quiet", watch.quiet().toMillis() / 1e3).setParameter("looked", watch.lookedAt())
                .setParameter("queued", format(watch.queued())).setParameter("drains", watch.drains())
                .executeUpdate();
    }

    void removeEnded() {
        entities.createNativeQuery("DELETE FROM watch w USING experiment e"
                + " WHERE e.id = w.experiment_id AND e.status NOT IN ('REQUESTED', 'RUNNING')").executeUpdate();
    }

    private static String format(Map<String, Long> offsets) {
        return new TreeMap<>(offsets).entrySet().stream().map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
    }

    private static Map<String, Long> parse(String text) {
        return Arrays.stream(text.split(" ")).map(entry -> entry.split("=", 2))
                .collect(Collectors.toMap(entry -> entry[0], entry -> Long.valueOf(entry[1])));
    }

    private static Instant instant(Object value) {
        return value instanceof Timestamp timestamp ? timestamp.toInstant() : (Instant) value;
    }
}
