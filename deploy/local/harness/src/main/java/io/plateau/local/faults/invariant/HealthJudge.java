package io.plateau.local.faults.invariant;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether what replicas say of themselves is true. Times are of {@link System#nanoTime()}.
 */
public final class HealthJudge {
    /** As the deployment's liveness probe: three failures, ten seconds apart. */
    static final Duration DEAD_AFTER = Duration.ofSeconds(30);
    /** For the checks of readiness to notice that a store or a consumer is gone. */
    static final Duration NOTICED_WITHIN = Duration.ofSeconds(15);

    private final Map<String, Long> deadSince = new HashMap<>();
    private final Map<String, Long> unreadSince = new HashMap<>();
    private final Set<String> violations = new LinkedHashSet<>();
    private Long storeGoneSince;
    private long looks;

    /**
     * One look at a replica.
     *
     * @param service of which it is one
     * @param dead whether it called itself dead
     * @param ready whether it called itself ready
     */
    record Look(String service, String replica, boolean dead, boolean ready) {
    }

    /** To be called once {@link #stores} and {@link #unread} have been told what is gone after the look was taken. */
    synchronized void looked(Look look, long now) {
        String service = look.service();
        String replica = look.replica();
        boolean ready = look.ready();
        looks++;
        if (!look.dead()) {
            deadSince.remove(replica);
        } else if (lasts(deadSince.computeIfAbsent(replica, name -> now), now, DEAD_AFTER)) {
            violations.add(replica + " called itself dead for more than " + DEAD_AFTER.toSeconds() + " s");
        }
        if (ready && storeGoneSince != null && lasts(storeGoneSince, now, NOTICED_WITHIN)) {
            violations.add(replica + " was ready " + NOTICED_WITHIN.toSeconds()
                    + " s after the broker or PostgreSQL had gone");
        }
        if (ready && unreadSince.containsKey(service) && lasts(unreadSince.get(service), now, NOTICED_WITHIN)) {
            violations.add(replica + " was ready though nobody had read all partitions of " + service + " for "
                    + NOTICED_WITHIN.toSeconds() + " s");
        }
    }

    /** Whether the broker or PostgreSQL is gone. */
    synchronized void stores(boolean gone, long now) {
        if (!gone) {
            storeGoneSince = null;
        } else if (storeGoneSince == null) {
            storeGoneSince = now;
        }
    }

    /** @param services that have partitions without a consumer, all of them */
    synchronized void unread(Collection<String> services, long now) {
        unreadSince.keySet().retainAll(services);
        services.forEach(service -> unreadSince.putIfAbsent(service, now));
    }

    /** Whether some service had partitions without a consumer when it was last told. */
    synchronized boolean suspectsUnread() {
        return !unreadSince.isEmpty();
    }

    private static boolean lasts(long since, long now, Duration longer) {
        return now - since > longer.toNanos();
    }

    /** Sentences, each once. */
    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /** How often it has been told of one replica. */
    synchronized long looks() {
        return looks;
    }
}
