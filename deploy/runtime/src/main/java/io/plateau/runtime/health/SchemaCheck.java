package io.plateau.runtime.health;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;

/** Ready only where the database holds this build's schema, no older and no newer. */
@Readiness
@ApplicationScoped
public class SchemaCheck implements HealthCheck {
    private final Flyway flyway;
    /** Null while nobody looks. */
    private final AtomicReference<CompletableFuture<HealthCheckResponse>> looking = new AtomicReference<>();

    /** Patience with a database that is not there yet is for the start: a look that waited for it would not answer. */
    SchemaCheck(Flyway flyway) {
        this.flyway = Flyway.configure().configuration(flyway.getConfiguration()).connectRetries(0).load();
    }

    /**
     * One look at a time, whose result all who ask meanwhile share: a look takes two connections of the pool, and looks that had
     * piled up while there was none would each hold one and wait for the other ever after.
     */
    @Override
    public HealthCheckResponse call() {
        CompletableFuture<HealthCheckResponse> own = new CompletableFuture<>();
        CompletableFuture<HealthCheckResponse> underWay = looking.compareAndExchange(null, own);
        if (underWay != null) {
            return underWay.join();
        }
        try {
            own.complete(look());
        } catch (Throwable e) {
            own.completeExceptionally(e);
        } finally {
            looking.set(null);
        }
        return own.join();
    }

    private HealthCheckResponse look() {
        var response = HealthCheckResponse.named("schema");
        try {
            var validation = flyway.validateWithResult();
            return validation.validationSuccessful
                    ? response.up().build()
                    : response.down().withData("reason", validation.getAllErrorMessages()).build();
        } catch (RuntimeException e) {
            return response.down().withData("reason", "the database does not answer: " + e.getMessage()).build();
        }
    }
}
