package io.plateau.runtime.health;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;

import io.plateau.runtime.store.DatabaseFault;

/** Ready only where the database holds this build's schema, or that of a later one, which has only expanded it. */
@Readiness
@ApplicationScoped
public class SchemaCheck implements HealthCheck {
    private final Flyway flyway;
    private final String url;
    private final String role;
    /** Null while there is no look in progress. */
    private final AtomicReference<CompletableFuture<HealthCheckResponse>> looking = new AtomicReference<>();

    /** Patience with a database that is not there yet is for the start: a look that waited for it would not answer. */
    SchemaCheck(Flyway flyway, @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String role) {
        this.url = url;
        this.role = role;
        this.flyway = Flyway.configure().configuration(flyway.getConfiguration()).connectRetries(0).load();
    }

    /**
     * One look at a time, whose result all concurrent callers share: a look takes two connections of the pool, and looks that had
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
            return response.down().withData("reason", DatabaseFault.sentence(e, url, role)
                    .orElseGet(() -> "the database does not answer: " + e.getMessage())).build();
        }
    }
}
