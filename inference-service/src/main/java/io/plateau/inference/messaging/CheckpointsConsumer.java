package io.plateau.inference.messaging;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.plateau.contracts.event.CheckpointPublished;
import io.plateau.inference.experiment.Subscriptions;
import io.plateau.runtime.event.EventIntake;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Checkpoints on the broker. */
@ApplicationScoped
public class CheckpointsConsumer {
    private final EventIntake intake;
    private final Subscriptions subscriptions;

    CheckpointsConsumer(EventIntake intake, Subscriptions subscriptions) {
        this.intake = intake;
        this.subscriptions = subscriptions;
    }

    @Incoming("checkpoints")
    @Blocking("checkpoints")
    public CompletionStage<Void> consume(Message<byte[]> message) {
        return intake.take(message, CheckpointPublished.class, "checkpoints", subscriptions::published);
    }
}
