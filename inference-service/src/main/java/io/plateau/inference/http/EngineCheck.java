package io.plateau.inference.http;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.plateau.inference.catalog.ModelCatalog;
import io.plateau.inference.config.NativeEngine;
import io.plateau.inference.config.Roles;
import io.plateau.inference.engine.EngineInfo;
import io.plateau.inference.work.ReturnedWork;

/** Ready only where there is a folder of models and, in a worker, the tensor engine is loaded on its device. */
@Readiness
@ApplicationScoped
public class EngineCheck implements HealthCheck {
    private final Roles roles;
    private final NativeEngine engine;
    private final ModelCatalog models;
    private final ReturnedWork returned;

    EngineCheck(Roles roles, NativeEngine engine, ModelCatalog models, ReturnedWork returned) {
        this.roles = roles;
        this.engine = engine;
        this.models = models;
        this.returned = returned;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("engine");
        if (engine.failure() != null) {
            return response.down().withData("reason", engine.failure()).build();
        }
        if (!models.hasRoot()) {
            return response.down().withData("reason", "none of plateau.models.roots exists").build();
        }
        if (!roles.isWorker()) {
            return response.up().withData("engine", "none: this is a front door")
                    .withData("models", String.join(", ", models.names())).build();
        }
        EngineInfo info = engine.info();
        if (info == null) {
            return response.down().withData("reason", "the tensor engine is being loaded").build();
        }
        String missing = String.join(", ", returned.missing());
        if (!missing.isEmpty()) {
            // It is of use for all others.
            response.withData("missing", missing);
        }
        return response.up().withData("engine", info.engine() + " " + info.nativeVersion())
                .withData("device", info.device()).withData("precision", info.precision())
                .withData("threads", info.threads()).withData("models", String.join(", ", models.names())).build();
    }
}
