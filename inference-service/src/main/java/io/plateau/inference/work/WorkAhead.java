package io.plateau.inference.work;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.plateau.inference.store.TurnRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;

/**
 * How many blocks of a stage may be published and not be done: enough for all workers of a pool, since a worker that finds none
 * is idle, and no more, since what comes next waits for them.
 */
@Startup // an invalid setting stops the service at its start, not at the first experiment
@ApplicationScoped
public class WorkAhead {
    private final TurnRepository processes;
    private final int least;
    private final int perWorker;

    WorkAhead(TurnRepository processes, @ConfigProperty(name = "plateau.work.ahead") int least,
            @ConfigProperty(name = "plateau.work.ahead-per-worker") int perWorker) {
        if (least < 1) {
            throw new IllegalArgumentException("plateau.work.ahead is " + least
                    + "; at least 1 block must be published, or no work would ever begin");
        }
        if (perWorker < 0) {
            throw new IllegalArgumentException(
                    "plateau.work.ahead-per-worker is " + perWorker + "; it must be at least 0");
        }
        this.processes = processes;
        this.least = least;
        this.perWorker = perWorker;
    }

    /** As many as the pool has workers now. */
    int of(String pool) {
        return perWorker == 0
                ? least
                : Math.max(least, perWorker * QuarkusTransaction.requiringNew().call(() -> processes.replicas(pool)));
    }
}
