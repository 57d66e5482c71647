package io.plateau.runtime.event;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

/** The tries that are under way in this process, and since when. */
@ApplicationScoped
public class WorkInHand {
    private final Map<Object, Long> since = new ConcurrentHashMap<>();

    /** Runs one try of a step. */
    void during(Runnable step) {
        Object ticket = new Object();
        since.put(ticket, System.nanoTime());
        try {
            step.run();
        } finally {
            since.remove(ticket);
        }
    }

    /** How long the longest try has been under way; the time between tries does not count: it is waited on purpose. */
    public Duration longest() {
        long now = System.nanoTime();
        return Duration.ofNanos(since.values().stream().mapToLong(begin -> now - begin).max().orElse(0));
    }
}
