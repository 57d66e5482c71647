package io.plateau.inference.hook;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

/** Notifications, sent or not; every method runs inside the caller's transaction. */
@ApplicationScoped
class Deliveries {
    private static final String OF_ONE = " WHERE experiment_id = :id AND address = :address";

    private final EntityManager entities;

    Deliveries(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A notification that is due.
     *
     * @param attempts how often it was sent before
     * @param seconds since it was first to be sent
     */
    record Due(String experimentId, HookMessage message, int attempts, long seconds) {
    }

    /** Nothing changes where it is there already, sent or not. */
    void add(String experimentId, HookMessage message) {
        entities.createNativeQuery("INSERT INTO hook_delivery (experiment_id, address, message_id, body)"
                + " VALUES (:id, :address, :message, :body) ON CONFLICT DO NOTHING").setParameter("id", experimentId)
                .setParameter("address", message.address().toString()).setParameter("message", message.id())
                .setParameter("body", message.body()).executeUpdate();
    }

    /** The next one that is due. Others leave it alone for a while, so that a process that dies meanwhile delays it and no more. */
    @SuppressWarnings("unchecked") // of several columns
    Optional<Due> take(Duration lease) {
        List<Object[]> rows = entities.createNativeQuery("""
                UPDATE hook_delivery SET next_at = now() + make_interval(secs => :lease)
                WHERE (experiment_id, address) = (
                  SELECT experiment_id, address FROM hook_delivery
                  WHERE delivered_at IS NULL AND given_up_at IS NULL AND next_at <= now()
                  ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING experiment_id, address, message_id, body, attempts,
                          CAST(extract(epoch FROM now() - since) AS bigint)
                """).setParameter("lease", (double) lease.toSeconds()).getResultList();
        return rows.stream().findFirst()
                .map(row -> new Due((String) row[0],
                        new HookMessage((String) row[2], URI.create((String) row[1]), (String) row[3]),
                        ((Number) row[4]).intValue(), ((Number) row[5]).longValue()));
    }

    void delivered(Due due) {
        update("delivered_at = now(), attempts = attempts + 1, problem = NULL", due).executeUpdate();
    }

    void failed(Due due, String problem, Duration again) {
        update("attempts = attempts + 1, problem = :problem, next_at = now() + make_interval(secs => :again)", due)
                .setParameter("problem", problem).setParameter("again", (double) again.toSeconds()).executeUpdate();
    }

    void givenUp(Due due, String problem) {
        update("attempts = attempts + 1, problem = :problem, given_up_at = now()", due)
                .setParameter("problem", problem).executeUpdate();
    }

    private Query update(String changes, Due due) {
        return entities.createNativeQuery("UPDATE hook_delivery SET " + changes + OF_ONE)
                .setParameter("id", due.experimentId).setParameter("address", due.message.address().toString());
    }
}
