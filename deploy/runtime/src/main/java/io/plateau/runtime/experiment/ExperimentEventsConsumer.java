package io.plateau.runtime.experiment;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.contracts.Routes;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ExperimentChanged;
import io.plateau.runtime.event.EventIntake;
import io.smallrye.reactive.messaging.annotations.Blocking;

/**
 * Consumes the ends of experiments, so that every handler can stop working on them. The service that announces them does
 * not believe its own announcements: its database has the status of record.
 */
@ApplicationScoped
public class ExperimentEventsConsumer {
    private final EventIntake intake;
    private final ExperimentRepository experiments;
    private final boolean announces;

    ExperimentEventsConsumer(EventIntake intake, ExperimentRepository experiments,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.intake = intake;
        this.experiments = experiments;
        this.announces = Routes.producers(Topic.EXPERIMENT_EVENTS).contains(service);
    }

    @Incoming("experiment-events")
    @Blocking("experiment-events")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return intake.take(message, ExperimentChanged.class, "experiment-events",
                event -> {
                    if (!announces) {
                        experiments.changeStatus(event.getExperimentId(), event.getStatus());
                    }
                });
    }
}
