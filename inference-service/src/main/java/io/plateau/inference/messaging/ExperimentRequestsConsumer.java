package io.plateau.inference.messaging;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.contracts.event.ExperimentRequested;
import io.plateau.inference.experiment.ExperimentRequests;
import io.plateau.runtime.event.EventIntake;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Requests on the broker. */
@ApplicationScoped
public class ExperimentRequestsConsumer {
    private final EventIntake intake;
    private final ExperimentRequests requests;

    ExperimentRequestsConsumer(EventIntake intake, ExperimentRequests requests) {
        this.intake = intake;
        this.requests = requests;
    }

    @Incoming("experiment-requests")
    @Blocking("experiment-requests")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return intake.take(message, ExperimentRequested.class, "request", requests::take, requests::refuse);
    }
}
