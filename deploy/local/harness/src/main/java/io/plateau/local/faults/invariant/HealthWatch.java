package io.plateau.local.faults.invariant;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import io.plateau.local.faults.system.Broker;
import io.plateau.local.faults.system.Database;
import io.plateau.local.faults.system.Processes;
import io.plateau.local.faults.system.Replica;
import io.plateau.local.faults.system.Waiting;

/**
 * Looks at every replica's liveness all the time, as Kubernetes does, and at the readiness of all while a store or a consumer is
 * gone. A service that calls itself dead for as long as Kubernetes waits would be killed by hand of the platform: that is no
 * recovery.
 */
public final class HealthWatch implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    /** The broker is queried at every nth poll only. */
    private static final int LOOKS_PER_QUESTION = 3;

    private final Processes processes;
    private final Broker broker;
    private final Database database;
    private final Groups groups;
    private final HealthJudge judge = new HealthJudge();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER).build();
    private final Thread thread = new Thread(this::watch, "health-watch");
    private volatile boolean closing;

    public HealthWatch(Processes processes, Broker broker, Database database, Groups groups) {
        this.processes = processes;
        this.broker = broker;
        this.database = database;
        this.groups = groups;
        thread.setDaemon(true);
        thread.start();
    }

    public HealthJudge judge() {
        return judge;
    }

    private void watch() {
        for (long i = 0; !closing; i++) {
            List<HealthJudge.Look> looks = processes.replicas().stream().map(this::look).toList();
            // Asked after the looks: what is gone still was gone when they were taken, and not just come back.
            judge.stores(!broker.isAlive() || !database.isRunning(), System.nanoTime());
            if (i % LOOKS_PER_QUESTION == 0 || judge.suspectsUnread()) {
                judge.unread(broker.isAlive() ? groups.unread() : List.of(), System.nanoTime());
            }
            looks.forEach(look -> judge.looked(look, System.nanoTime()));
            Waiting.pause(LOOK);
        }
    }

    private HealthJudge.Look look(Replica replica) {
        // One that does not answer is stopped, starting or gone: that is seen by others, and is no lie.
        boolean dead = replica.isAlive() && status(replica.managementUrl() + "/q/health/live") == 503;
        boolean ready = replica.isAlive() && status(replica.managementUrl() + "/q/health/ready") == 200;
        return new HealthJudge.Look(replica.service().label(), replica.name(), dead, ready);
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
