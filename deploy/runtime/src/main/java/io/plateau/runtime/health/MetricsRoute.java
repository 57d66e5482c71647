package io.plateau.runtime.health;

import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Metrics on the management port, written on a thread of health's: Quarkus's own route would use one of the requests'. */
@ApplicationScoped
public class MetricsRoute {
    private static final String PATH = "/q/metrics";
    /** Before Quarkus's own. */
    private static final int ORDER = -1;

    private final PrometheusMeterRegistry registry;
    private final HealthThreads threads;
    /** The export under way or done last; scrapes that come meanwhile wait for it and hold no further thread. */
    private CompletableFuture<String> export = CompletableFuture.completedFuture("");

    MetricsRoute(PrometheusMeterRegistry registry, HealthThreads threads) {
        this.registry = registry;
        this.threads = threads;
    }

    void register(@Observes ManagementInterface management) {
        management.router().get(PATH).order(ORDER).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        var eventLoop = context.vertx().getOrCreateContext();
        export().whenComplete((text, failure) -> eventLoop.runOnContext(nothing -> {
            if (failure != null) {
                context.fail(failure);
            } else if (!context.response().closed()) {
                context.response().putHeader(HttpHeaders.CONTENT_TYPE, TextFormat.CONTENT_TYPE_004).end(text);
            }
        }));
    }

    private synchronized CompletableFuture<String> export() {
        if (export.isDone()) {
            CompletableFuture<String> next = new CompletableFuture<>();
            export = next;
            threads.execute(() -> {
                try {
                    next.complete(registry.scrape(TextFormat.CONTENT_TYPE_004));
                } catch (Throwable e) {
                    next.completeExceptionally(e);
                }
            });
        }
        return export;
    }
}
