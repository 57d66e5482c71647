package io.plateau.runtime.experiment;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.contracts.event.ExperimentChanged;
import io.plateau.runtime.event.EventIntake;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Hears of cancelled and failed experiments, so that every handler can stop working on them. */
@ApplicationScoped
public class ExperimentEventsConsumer {
    private final EventIntake intake;
    private final Experiments experiments;

    ExperimentEventsConsumer(EventIntake intake, Experiments experiments) {
        this.intake = intake;
        this.experiments = experiments;
    }

    @Incoming("experiment-events")
    @Blocking("experiment-events")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return intake.take(message, ExperimentChanged.class, "experiment-events",
                event -> experiments.changeStatus(event.getExperimentId(), event.getStatus()));
    }
}
