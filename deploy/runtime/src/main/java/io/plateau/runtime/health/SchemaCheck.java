package io.plateau.runtime.health;

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

    SchemaCheck(Flyway flyway) {
        this.flyway = flyway;
    }

    @Override
    public HealthCheckResponse call() {
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
