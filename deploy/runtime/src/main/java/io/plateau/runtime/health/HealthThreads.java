package io.plateau.runtime.health;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

import io.smallrye.health.AsyncHealthCheckFactory;
import io.smallrye.mutiny.Uni;

/**
 * Runs health checks and the export of metrics on threads that serve nothing else. Quarkus would run the checks on the pool of
 * the requests: a service whose requests are all waiting would not answer whether it is alive.
 */
@Alternative
@Priority(1)
@Singleton
public class HealthThreads extends AsyncHealthCheckFactory {
    private final AtomicInteger made = new AtomicInteger();
    /** As many as there are checks, and one for the metrics: no check runs twice at a time. */
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "health-" + made.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });
    private final ConcurrentMap<HealthCheck, CompletableFuture<HealthCheckResponse>> underWay = new ConcurrentHashMap<>();

    /** Callers that ask while a check is under way share its answer: probes that pile up hold no further threads. */
    @Override
    public Uni<HealthCheckResponse> callSync(HealthCheck check) {
        return Uni.createFrom().completionStage(() -> look(check).copy());
    }

    private CompletableFuture<HealthCheckResponse> look(HealthCheck check) {
        CompletableFuture<HealthCheckResponse> own = new CompletableFuture<>();
        CompletableFuture<HealthCheckResponse> earlier = underWay.putIfAbsent(check, own);
        if (earlier != null) {
            return earlier;
        }
        threads.execute(() -> {
            try {
                own.complete(check.call());
            } catch (Throwable e) {
                own.completeExceptionally(e);
            } finally {
                underWay.remove(check, own);
            }
        });
        return own;
    }

    void execute(Runnable task) {
        threads.execute(task);
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
