package io.plateau.local.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks at every replica's liveness all the time, as Kubernetes does, and at the readiness of all while a store is gone.
 * A service that calls itself dead for as long as Kubernetes waits would be killed by hand of the platform: that is no recovery.
 */
final class HealthWatch implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    /** As the deployment's liveness probe: three failures, ten seconds apart. */
    private static final Duration DEAD_AFTER = Duration.ofSeconds(30);
    /** For the checks of readiness to notice that a store is gone. */
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(15);

    private final Cluster cluster;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER).build();
    private final Map<String, Long> deadSince = new HashMap<>();
    private final Set<String> violations = new LinkedHashSet<>();
    private final Thread thread = new Thread(this::watch, "health-watch");
    private Long storeGoneSince;
    private long looks;
    private volatile boolean closing;

    HealthWatch(Cluster cluster) {
        this.cluster = cluster;
        thread.setDaemon(true);
        thread.start();
    }

    /** Sentences, each once. */
    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /** How often it has looked at one replica. */
    synchronized long looks() {
        return looks;
    }

    private void watch() {
        while (!closing) {
            for (Replica replica : cluster.replicas()) {
                look(replica, System.nanoTime());
            }
            noteStores(System.nanoTime());
            Cluster.pause(LOOK);
        }
    }

    private void look(Replica replica, long now) {
        // One that does not answer is stopped, starting or gone: that is seen by others, and is no lie.
        boolean dead = replica.isAlive() && status(replica.url() + "/q/health/live") == 503;
        boolean ready = replica.isAlive() && status(replica.url() + "/q/health/ready") == 200;
        synchronized (this) {
            looks++;
            if (!dead) {
                deadSince.remove(replica.name());
            } else if (now - deadSince.computeIfAbsent(replica.name(), name -> now) > DEAD_AFTER.toNanos()) {
                violations.add(replica.name() + " called itself dead for more than " + DEAD_AFTER.toSeconds() + " s");
            }
            if (ready && storeGoneSince != null && now - storeGoneSince > NOTICED_WITHIN.toNanos()) {
                violations.add(replica.name() + " was ready " + NOTICED_WITHIN.toSeconds()
                        + " s after the broker or PostgreSQL had gone");
            }
        }
    }

    private synchronized void noteStores(long now) {
        boolean gone = !cluster.broker().isAlive() || !cluster.database().isRunning();
        if (!gone) {
            storeGoneSince = null;
        } else if (storeGoneSince == null) {
            storeGoneSince = now;
        }
    }

    /** 0 when there is no answer. */
    private int status(String url) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER).build(),
                    BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void close() {
        closing = true;
    }
}
